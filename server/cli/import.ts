import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CALL_COLUMNS, type CallColumn } from '../history/calls-format.ts';
import { importCalls, type ImportOutcome } from '../history/import-calls.ts';
import { intervalLength } from '../history/history-rows.ts';
import { rememberedMapping, rememberMapping } from '../history/history-store.ts';
import { previewCallsCsv, type CallsPreview } from '../history/read-calls-csv.ts';
import type { RowIssue } from '../history/parse-calls-record.ts';
import { BadInput } from './bad-input.ts';
import { importAgentsFile } from './import-agents.ts';
import type { Command, CommandContext, ExitStatus } from './command.ts';
import { configurationOf, openConfiguredStore } from './open-configured-store.ts';
import { readOptions } from './read-options.ts';

const help = `
leitstand import calls FILE [OPTIONS]
leitstand import agents FILE [--preview] [--json] [--config FILE]

Adds call history from a CSV file with the columns start, queue, offered and, if you have them, answered, abandoned,
answered within threshold, handle seconds, wait seconds. Delimiter, dates and numbers (German or ISO) and columns are
detected; --preview shows what was understood. Importing twice changes nothing. Rows that differ from what is stored,
or fall into time that was measured live, are reported and left out.

  --config FILE        configuration file (default: LEITSTAND_CONFIG)
  --data FOLDER        data folder, instead of a configuration
  --queue NAME         queue of every row, for files without such a column
  --map NAME=HEADER    which header is which column, e.g. --map offered=Anrufe; remembered for files of this header
  --minutes N          length of an interval: 5, 15, 30, 60 or 1440 (default: found from the rows)
  --zone ZONE          time zone of the times in the file (default Europe/Berlin)
  --preview            show what was understood; store nothing
  --json               outcome as JSON

agents: people from a CSV file with the columns id, name, team, city, telephone, weekly_hours, days_per_week, earliest,
latest, skills (docs/formats.md). All lines or none; importing twice changes nothing. Runs beside a running server.

Exit status: 0 imported, 1 imported but some rows conflict, 2 wrong lines (nothing is stored).
`;

const options = {
  config: { type: 'string' },
  data: { type: 'string' },
  queue: { type: 'string' },
  map: { type: 'string', multiple: true },
  minutes: { type: 'string' },
  zone: { type: 'string', default: 'Europe/Berlin' },
  preview: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** `leitstand import calls` and `leitstand import agents`: what was kept elsewhere. */
export const command: Command = {
  summary: 'add call history or people from a CSV file',
  help,
  run: async (context) => {
    const { values, positionals } = readOptions(context.args, options, ['calls or agents', 'FILE']);
    const [what = '', file = ''] = positionals;
    if (what !== 'calls' && what !== 'agents')
      throw new BadInput(`can import calls or agents, got "${what}"; see --help`);
    const path = resolve(context.workingDirectory, file);
    await access(path).catch(() => {
      throw new BadInput('there is no such file', { file });
    });
    if (what === 'agents') {
      const { config, preview, json } = values;
      return importAgentsFile(context, { file, path, config, preview, json });
    }
    const minutes = values.minutes === undefined ? undefined : readLength(values.minutes);
    requireZone(values.zone);
    const byHand = readMapping(values.map ?? []);
    if (values.preview) {
      const preview = await previewCallsCsv(path, { columns: byHand, queue: values.queue });
      context.print(values.json ? `${JSON.stringify(preview, null, 2)}\n` : describe(preview, file));
      return preview.missing.length > 0 || preview.issues.length > 0 ? 2 : 0;
    }
    const store = await openConfiguredStore(
      values.data === undefined
        ? configurationOf(context, values.config)
        : { databaseUrl: null, dataFolder: resolve(context.workingDirectory, values.data) },
    );
    try {
      const { header } = (await previewCallsCsv(path)).format;
      const columns =
        Object.keys(byHand).length > 0 ? byHand : ((await rememberedMapping(store.db, header)) ?? {});
      const preview = await previewCallsCsv(path, { columns, queue: values.queue });
      requireColumns(preview, file);
      const outcome = await importCalls(store, path, preview.format, {
        queue: values.queue,
        zone: values.zone,
        minutes,
        cancelled: context.cancelled,
        onProgress: progressLine(context),
      });
      if (outcome.kind === 'imported' && Object.keys(byHand).length > 0) {
        await rememberMapping(store.db, header, byHand, Date.now());
      }
      return report(outcome, context, file, values.json);
    } finally {
      await store.close();
    }
  },
};

function report(outcome: ImportOutcome, context: CommandContext, file: string, json: boolean): ExitStatus {
  if (outcome.kind === 'wrongLines') {
    for (const issue of outcome.issues.slice(1)) context.warn(`${lineOf(issue, file)}\n`);
    const more = outcome.issueCount - outcome.issues.length;
    if (more > 0) context.warn(`… and ${more} more wrong lines\n`);
    const [first] = outcome.issues;
    throw new BadInput(
      `must be ${first?.allowed ?? 'readable'}, got "${first?.value ?? ''}"; ${outcome.issueCount} wrong lines, nothing was stored`,
      { file, ...(first === undefined ? {} : { line: first.line, field: first.field }) },
    );
  }
  if (outcome.kind === 'busy')
    throw new BadInput('another import is at work on this store; wait for its end', {
      file,
    });
  if (json) context.print(`${JSON.stringify(outcome, null, 2)}\n`);
  else {
    context.print(
      `${outcome.rows} rows: ${outcome.added} added, ${outcome.unchanged} known already, ${outcome.conflictCount} left out\n`,
    );
    for (const { record, reason } of outcome.conflicts) {
      context.print(
        `left out: ${record.queue} ${new Date(record.start).toISOString()} (${CONFLICT_WORDS[reason]})\n`,
      );
    }
  }
  return outcome.conflictCount > 0 ? 1 : 0;
}

const CONFLICT_WORDS = {
  measured: 'this time was measured live',
  otherValue: 'the store has other figures there',
  otherLength: 'the store has intervals of another length there',
} as const;

function lineOf({ line, field, value, allowed }: RowIssue, file: string): string {
  return `${file}, line ${line}, "${field}": must be ${allowed}, got "${value}"`;
}

function requireColumns({ missing, format }: CallsPreview, file: string): void {
  if (missing.length === 0) return;
  throw new BadInput(
    `needs the columns ${missing.join(', ')}; found: ${format.header.join(', ')}. Name them with --map`,
    { file, line: 1 },
  );
}

function readMapping(entries: readonly string[]): Readonly<Partial<Record<CallColumn, string>>> {
  return Object.fromEntries(
    entries.map((entry) => {
      const [name = '', ...header] = entry.split('=');
      const column = CALL_COLUMNS.find((known) => known === name);
      if (column === undefined || header.length === 0) {
        throw new BadInput(
          `must be one of ${CALL_COLUMNS.join(', ')} = a header of the file, got "${entry}"`,
          {
            field: 'map',
          },
        );
      }
      return [column, header.join('=')];
    }),
  );
}

function readLength(text: string) {
  try {
    return intervalLength(Number(text));
  } catch {
    throw new BadInput(`must be 5, 15, 30, 60 or 1440, got "${text}"`, { field: 'minutes' });
  }
}

function requireZone(zone: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new BadInput(`must be a time zone such as Europe/Berlin, got "${zone}"`, { field: 'zone' });
  }
}

function describe({ format, missing, sample, issues }: CallsPreview, file: string): string {
  const columns = Object.entries(format.columns).map(
    ([column, index]) => `  ${column} from "${format.header[index] ?? ''}"`,
  );
  return [
    `${file}: columns split by ${JSON.stringify(format.delimiter)}, dates ${format.dateOrder}, decimal "${format.decimal}"`,
    ...columns,
    ...missing.map((column) => `  ${column}: not found, name it with --map ${column}=HEADER`),
    ...sample
      .slice(0, 5)
      .map((row) => `  ${row.date} minute ${row.minute}  ${row.queue}  ${row.offered} calls`),
    ...issues.slice(0, 20).map((issue) => lineOf(issue, file)),
    '',
  ].join('\n');
}

function progressLine({ warn }: CommandContext): (share: number) => void {
  let shown = 0;
  return (share) => {
    if (share < shown + 0.1) return;
    shown = share;
    warn(`${Math.round(100 * share)} %\n`);
  };
}
