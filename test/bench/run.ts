import { readdirSync } from 'node:fs';
import type { Bench, BenchRow } from './bench.ts';

/** `npm run bench [subject…]`: runs the benchmarks in turn and prints a table for each. */
const SUFFIX = '.bench.ts';
const subjects = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .toSorted();
const wanted = process.argv.slice(2);
const unknown = wanted.find((subject) => !subjects.includes(subject));
if (unknown !== undefined) {
  process.stderr.write(`there is no benchmark "${unknown}"; there are: ${subjects.join(', ')}\n`);
  process.exit(2);
}

for (const subject of wanted.length > 0 ? wanted : subjects) {
  const loaded: unknown = await import(`./${subject}${SUFFIX}`);
  if (!holdsBench(loaded)) throw new TypeError(`${subject}${SUFFIX} exports no \`bench\``);
  process.stdout.write(`\n${loaded.bench.title} (${subject})\n${table(await loaded.bench.run())}`);
}
process.exit(0);

function holdsBench(module: unknown): module is { readonly bench: Bench } {
  return typeof module === 'object' && module !== null && 'bench' in module;
}

function table(rows: readonly BenchRow[]): string {
  const cells = [
    ['work', 'measured', 'limit or peer', 'ratio'],
    ...rows.map((row) => [row.work, row.measured, row.against, row.ratio]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map(
      (row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd() + '\n',
    )
    .join('');
}
