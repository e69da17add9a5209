import type { LedgerLine, RosterProblem } from '../../../../forecasting/roster/index.ts';
import { shownBurdens, type ShownBurden } from './fairness-figures.ts';

/** Columns of the ledger: burdens first, then wishes. */
export const ledgerColumns = [
  'early',
  'late',
  'fridayLate',
  'saturday',
  'carnival',
  'yearEnd',
  'wishesGranted',
  'wishesRefused',
] as const;
export type LedgerColumn = (typeof ledgerColumns)[number];
export type LedgerOrder = LedgerColumn | 'name' | 'load';

export interface LedgerEntry {
  readonly before: number;
  readonly after: number;
}

export interface LedgerRow {
  readonly agent: string;
  readonly name: string;
  readonly city: string;
  readonly entries: Readonly<Record<LedgerColumn, LedgerEntry>>;
  /** The person's duties over the team's mean of each kind, averaged over the kinds that anybody carries; 1 = mean. */
  readonly load: number;
}

const loads = shownBurdens.filter((burden) => burden !== 'wishesRefused');

/** Everybody's ledger before and with a roster. */
export function ledgerRows(
  problem: Pick<RosterProblem, 'agents'>,
  lines: readonly LedgerLine[],
): readonly LedgerRow[] {
  const people = new Map(problem.agents.map((agent) => [agent.id, agent]));
  const carried = loads
    .map((burden) => ({ burden, mean: mean(lines.map(({ after }) => after[burden])) }))
    .filter((each) => each.mean > 0);
  return lines.map((line) => {
    const { agent, before, after, grantedBefore, grantedAfter } = line;
    const entry = (burden: ShownBurden): LedgerEntry => ({ before: before[burden], after: after[burden] });
    return {
      agent,
      name: people.get(agent)?.name ?? agent,
      city: people.get(agent)?.city ?? '',
      entries: {
        early: entry('early'),
        late: entry('late'),
        fridayLate: entry('fridayLate'),
        saturday: entry('saturday'),
        carnival: entry('carnival'),
        yearEnd: entry('yearEnd'),
        wishesGranted: { before: grantedBefore, after: grantedAfter },
        wishesRefused: entry('wishesRefused'),
      },
      load: mean(carried.map((each) => after[each.burden] / each.mean)),
    };
  });
}

/** By a column, the largest or the smallest first; equals by name. */
export function sortedRows(
  rows: readonly LedgerRow[],
  order: LedgerOrder,
  direction: 'ascending' | 'descending',
): readonly LedgerRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const byName = (one: LedgerRow, other: LedgerRow): number => one.name.localeCompare(other.name, 'de');
  return rows.toSorted((one, other) => {
    if (order === 'name') return sign * byName(one, other);
    return sign * (valueOf(one, order) - valueOf(other, order)) || byName(one, other);
  });
}

/** The team's mean of a column. */
export function meanEntry(rows: readonly LedgerRow[], column: LedgerColumn): LedgerEntry {
  return {
    before: mean(rows.map(({ entries }) => entries[column].before)),
    after: mean(rows.map(({ entries }) => entries[column].after)),
  };
}

function valueOf({ entries, load }: LedgerRow, order: LedgerColumn | 'load'): number {
  return order === 'load' ? load : entries[order].after;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
