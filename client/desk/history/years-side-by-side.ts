import type { HistoryMonthsAnswer } from '../../../server/contract/history.ts';

export interface YearsTable {
  /** The oldest first. */
  readonly years: readonly string[];
  /** January to December: a value per year, `null` where nothing is known. */
  readonly rows: readonly { readonly month: string; readonly offered: readonly (number | null)[] }[];
  readonly sums: readonly number[];
}

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** The same months of all years side by side. */
export function yearsSideBySide(months: HistoryMonthsAnswer['months']): YearsTable {
  const known = new Map(months.map(({ month, offered }) => [month, offered]));
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))].sort();
  const rows = MONTHS.map((month) => ({
    month,
    offered: years.map((year) => known.get(`${year}-${month}`) ?? null),
  }));
  const sums = years.map((_, index) => rows.reduce((sum, { offered }) => sum + (offered[index] ?? 0), 0));
  return { years, rows, sums };
}
