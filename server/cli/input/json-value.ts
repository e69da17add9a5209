/** JSON knows no infinite numbers: they are written as the text `inf`, as in the tables that are read. */
export function jsonNumber(value: number): number | string {
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  return value;
}

/** One object per line of an array: readable, and a difference of two outputs shows single rows. */
export function jsonRows(rows: readonly Readonly<Record<string, unknown>>[]): string {
  if (rows.length === 0) return '[]\n';
  return `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`;
}
