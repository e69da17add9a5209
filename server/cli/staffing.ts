import { type Command } from './command.ts';
import { jsonNumber, jsonRows } from './input/json-value.ts';
import { printTable } from './output/print-table.ts';
import { readOptions } from './input/read-options.ts';
import { readTable, type TableRow } from './input/read-table.ts';
import { recogniseTable, staffingTables, type ComputedRow } from './output/staffing-tables.ts';

export const command: Command = {
  summary: 'agents, waiting and service level for every row of a table',
  help: `leitstand staffing FILE.csv [--json]

Computes queueing results for the rows of a CSV file. The kind of table is recognised by its columns:

${staffingTables.map(({ name, needs }) => `  ${name.padEnd(18)} ${needs.join(', ')}`).join('\n')}

Targets of required_*: target_sl (or target_sl_offered) with T_s, max_occupancy, max_asa_s, max_abandon, shrinkage;
an empty cell is no target. Other columns are passed through. Times are seconds, shares 0 to 1, "inf" is infinite.

  --json   the rows with the computed columns as a JSON array

Example: leitstand staffing quarter-hours.csv --json`,
  run: async (context) => {
    const { values, positionals } = readOptions(context.args, { json: { type: 'boolean' } }, ['FILE.csv']);
    const table = readTable(context.workingDirectory, positionals[0] ?? '');
    const kind = recogniseTable(table);
    const computed = kind.compute(table.rows);
    if (values.json === true) {
      context.print(
        jsonRows(table.rows.map((row, i) => ({ ...inputCells(row), ...outputCells(computed[i]) }))),
      );
      return 0;
    }
    const outputs = [...new Set(computed.flatMap((row) => Object.keys(row)))];
    const inputs = table.columns.filter((column) => !outputs.includes(column));
    context.print(
      printTable(
        [...inputs, ...outputs],
        table.rows.map((row, i) => [
          ...inputs.map((column) => row.cells[column]),
          ...outputs.map((column) => computed[i]?.[column]),
        ]),
      ),
    );
    return 0;
  },
};

function inputCells(row: TableRow): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries(row.cells).map(([column, text]) => {
      const value = Number(text);
      return [column, text === '' || !Number.isFinite(value) ? text : value];
    }),
  );
}

function outputCells(row: ComputedRow = {}): Record<string, number | string> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, jsonNumber(value)]));
}
