import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlainLines } from '../../../../server/platform/input/plain-lines.ts';
import { CSV_HABITS, NumberedRecords } from '../../../../server/platform/input/table-record.ts';

/** Texts without quotation marks, in the pieces in which a file may come. */
const pieces = fc.array(
  fc.string({ unit: fc.constantFrom('a', 'ö', '7', ' ', ';', ',', '\n', '\r\n', 'b;c\n') }),
);

describe('PlainLines', () => {
  it.each([0, 1])('comes to the records of a reader of quoted cells after %i skipped lines', (skipLines) => {
    fc.assert(
      fc.property(pieces, fc.constantFrom('\n', '\r\n'), (parts, lineEnd) => {
        const written = parts.map((part) => part.replaceAll(/\r?\n/g, lineEnd));
        const text = `sep=;${lineEnd}${written.join('')}`;
        const numbered = new NumberedRecords(1 + skipLines);
        const quoted = parse(text, { ...CSV_HABITS, delimiter: ';', from_line: 1 + skipLines }).map(
          (cells: unknown) => numbered.next(cells),
        );
        const lines = new PlainLines(';', skipLines);
        const plain = [`sep=;${lineEnd}`, ...written].flatMap((part) => lines.add(part));
        expect([...plain, ...lines.end()]).toEqual(quoted);
      }),
    );
  });

  it('counts an old line end inside a cell as a line', () => {
    expect(new PlainLines(';', 0).add('a;b\rc\r\n1;2\n')).toEqual([
      { line: 1, cells: ['a', 'b\rc'] },
      { line: 3, cells: ['1', '2'] },
    ]);
  });
});
