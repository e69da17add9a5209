const DELIMITERS = [';', '\t', ',', '|'] as const;

export type Delimiter = (typeof DELIMITERS)[number];

const LINES_LOOKED_AT = 200;

/**
 * What parts the columns of a text: the mark that the most lines hold equally often. Title lines before the header and
 * decimal commas in the rows do not deceive it.
 */
export function detectDelimiter(text: string): Delimiter {
  const given = sepLine(text);
  if (given !== undefined) return given;
  const lines = text
    .split(/\r\n|\n|\r/, LINES_LOOKED_AT)
    .filter((line) => line.trim() !== '')
    .map((line) => line.replace(/"[^"]*"/g, ''));
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, ...commonest(lines, delimiter) }));
  const [best] = scored.toSorted((a, b) => b.lines - a.lines || b.marks - a.marks);
  return best === undefined || best.lines === 0 ? ',' : best.delimiter;
}

/** The mark that a first line `sep=;` names, as Excel writes and reads it. */
export function sepLine(text: string): Delimiter | undefined {
  const [, mark] = /^"?sep=(.)"?\s*(?:\r|\n|$)/i.exec(text) ?? [];
  return DELIMITERS.find((known) => known === mark);
}

/** How many marks most lines hold, and how many lines those are. */
function commonest(lines: readonly string[], delimiter: string): { lines: number; marks: number } {
  const linesBy = new Map<number, number>();
  for (const line of lines) {
    const marks = line.split(delimiter).length - 1;
    if (marks > 0) linesBy.set(marks, (linesBy.get(marks) ?? 0) + 1);
  }
  const [best] = [...linesBy].toSorted(([a, linesA], [b, linesB]) => linesB - linesA || b - a);
  return { marks: best?.[0] ?? 0, lines: best?.[1] ?? 0 };
}
