import { isPlainDate, type PlainDate } from '../../forecasting/time/plain-date.ts';
import { selfCheck, type Difference, type SelfCheck } from '../live/self-check.ts';
import { BadInput } from './bad-input.ts';
import type { Command, CommandContext } from './command.ts';
import { configurationOf, openConfiguredStore } from './open-configured-store.ts';
import { readOptions } from './read-options.ts';

/** Differences that are printed one by one; the rest is only counted. */
const SHOWN = 20;

export const command: Command = {
  summary: 'recount a day from the event log and compare it with the stored sums',
  help: `leitstand selfcheck DAY [--config FILE] [--json]

Counts the day anew from the event log, by the same reducer as the wall, and holds every stored sum of every queue, city
and quarter hour against it, and the time of agents by state. May run beside the server. A day whose raw events were deleted
after their time of keeping is refused: its sums are final.

  DAY            local day, YYYY-MM-DD
  --config FILE  configuration file (default: LEITSTAND_CONFIG); without one, the store that DATABASE_URL or
                 LEITSTAND_DATA names
  --json         print the result as JSON

Exit status: 0 = no difference, 1 = differences, 2 = bad input.
Example: leitstand selfcheck 2026-10-25 --config /etc/leitstand.json
`,
  run: async (context) => {
    const options = { config: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values, positionals } = readOptions(context.args, options, ['DAY']);
    const day = readDay(positionals[0] ?? '');
    const store = await openConfiguredStore(storeOf(context, values.config));
    try {
      const check = await selfCheck(store, day);
      if (check === null)
        throw new BadInput('this store has no events and no centre yet: start the server once');
      if (check.kind === 'deleted')
        throw new BadInput(
          `must be ${check.firstDay} or later, got ${day}: the raw events of days before were deleted after their time of keeping, so their stored sums are final and cannot be counted anew`,
          { field: 'DAY' },
        );
      context.print(values.json === true ? `${JSON.stringify({ day, ...check })}\n` : inWords(day, check));
      return check.differences.length === 0 ? 0 : 1;
    } finally {
      await store.close();
    }
  },
};

/** A configuration is needed only to find the store: what was counted how is in the store itself. */
function storeOf(context: CommandContext, config: string | undefined) {
  const { DATABASE_URL: databaseUrl, LEITSTAND_DATA: dataFolder, LEITSTAND_CONFIG } = context.environment;
  if (config !== undefined || LEITSTAND_CONFIG !== undefined) return configurationOf(context, config);
  if (databaseUrl !== undefined) return { databaseUrl, dataFolder: '' };
  if (dataFolder !== undefined) return { databaseUrl: null, dataFolder };
  throw new BadInput('name the store: --config FILE, LEITSTAND_CONFIG, DATABASE_URL or LEITSTAND_DATA');
}

function readDay(text: string): PlainDate {
  if (isPlainDate(text)) return text;
  throw new BadInput(`must be an existing day as YYYY-MM-DD, got "${text}"`, { field: 'DAY' });
}

function inWords(day: PlainDate, { differences, figures, events, newerEvents }: SelfCheck): string {
  const count = differences.length === 1 ? '1 difference' : `${differences.length} differences`;
  const lines = [
    `${day}: ${count} in ${figures} figures, recounted from ${events} events`,
    ...differences.slice(0, SHOWN).map(lineOf),
  ];
  if (differences.length > SHOWN) lines.push(`… and ${differences.length - SHOWN} more`);
  if (newerEvents > 0) lines.push(`${newerEvents} newer events are not in the stored sums yet`);
  return `${lines.join('\n')}\n`;
}

function lineOf({ subject, startsAt, figure, stored, recounted }: Difference): string {
  return `  ${subject} ${new Date(startsAt).toISOString()} ${figure}: stored ${stored}, recounted ${recounted}`;
}
