import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command } from './command.ts';
import { tendFormerImports } from './former-imports.ts';
import { importAgentsFile } from './import-agents.ts';
import { importCallsFile } from './import-calls.ts';
import { readingHelp, readingOptions, readReadingOptions } from './input/reading-options.ts';
import { readOptions } from './input/read-options.ts';

const help = `
leitstand import calls FILE [OPTIONS]
leitstand import list | remove ID [--json] [--config FILE | --data FOLDER]
leitstand import agents FILE [--preview] [--json] [--config FILE]

calls: call history from CSV or XLSX with the columns start (or day and time apart), queue, offered and, if you have
them, answered, abandoned, answered within threshold, handle seconds, wait seconds. Encoding, delimiter, titles before
the header, lines of sums, dates and numbers are found out by the whole file; --preview shows what was understood. Where
a file may be read in two ways, nothing is stored and the option that decides is named. Importing twice changes nothing.
Rows that differ from what is stored, or fall into time that was measured live, are reported and left out.

  --config FILE        configuration file (default: LEITSTAND_CONFIG)
  --data FOLDER        data folder, instead of a configuration
  ${readingHelp}
  --zone ZONE          time zone of the times in the file (default Europe/Berlin)
  --replace ID         a former import whose rows go in the moment in which the new ones come
  --preview            show what was understood; store nothing
  --json               outcome as JSON

list, remove: former imports of calls, and taking one out again with all its rows.

agents: people from a CSV file with the columns id, name, team, city, telephone, weekly_hours, days_per_week, earliest,
latest, skills (docs/formats.md). All lines or none; importing twice changes nothing. Runs beside a running server.

Exit status: 0 imported, 1 imported but some rows conflict, 2 wrong lines or an open question (nothing is stored).
`;

const options = {
  ...readingOptions,
  config: { type: 'string' },
  data: { type: 'string' },
  zone: { type: 'string', default: 'Europe/Berlin' },
  replace: { type: 'string' },
  preview: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** `leitstand import`: what was kept elsewhere, and what was imported before. */
export const command: Command = {
  summary: 'add call history or people from a file',
  help,
  run: async (context) => {
    const isList = context.args[0] === 'list';
    const { values, positionals } = readOptions(
      context.args,
      options,
      isList ? ['list'] : ['calls, agents or remove', 'FILE or ID'],
    );
    const [what = '', file = ''] = positionals;
    const { config, data, preview, json } = values;
    if (what === 'list') return tendFormerImports(context, { config, data, json });
    if (what === 'remove') return tendFormerImports(context, { config, data, json, remove: file });
    if (what !== 'calls' && what !== 'agents')
      throw new BadInput(`can import calls or agents, list or remove, got "${what}"; see --help`);
    const path = resolve(context.workingDirectory, file);
    await access(path).catch(() => {
      throw new BadInput('there is no such file', { file });
    });
    if (what === 'agents') return importAgentsFile(context, { file, path, config, preview, json });
    requireZone(values.zone);
    const said = readReadingOptions(values);
    const { zone, replace: replaces } = values;
    return importCallsFile(context, { file, path, config, data, zone, said, replaces, preview, json });
  },
};

function requireZone(zone: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new BadInput(`must be a time zone such as Europe/Berlin, got "${zone}"`, { field: 'zone' });
  }
}
