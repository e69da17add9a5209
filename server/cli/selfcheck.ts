import { isPlainDate, type PlainDate } from '../../forecasting/time/index.ts';
import { selfCheck, type Difference, type SelfCheck } from '../live/selfcheck/self-check.ts';
import type { Configuration } from '../platform/config/configuration.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import { checkQueueLogs, type QueueLogCheck } from './check-queue-logs.ts';
import type { Command, CommandContext } from './command.ts';
import { configurationOf, openConfiguredStore } from '../platform/config/open-configured-store.ts';
import { readOptions } from './input/read-options.ts';

/** Differences that are printed one by one; the rest is only counted. */
const SHOWN = 20;

export const command: Command = {
  summary: 'count a day from the event log by an independent path and compare it with the stored sums',
  help: `leitstand selfcheck DAY [--config FILE] [--json]

Counts the day from the event log by brute force, not by the way the sums came about, and holds every stored sum of every
queue, city and quarter hour against it, and the time of agents by state. May run beside the server. A day whose raw events were deleted
after their time of keeping is refused: its sums are final.

  DAY            local day, YYYY-MM-DD
  --config FILE  configuration file (default: LEITSTAND_CONFIG); without one, the store that DATABASE_URL or
                 LEITSTAND_DATA names
  --json         print the result as JSON

With a configuration, the PBX's own log of every source with queueLog is counted too, line by line and by other code, and
held against the day's sums of its queues.

Exit status: 0 = no difference, 1 = differences, 2 = bad input.
Example: leitstand selfcheck 2026-10-25 --config /etc/leitstand.json
`,
  run: async (context) => {
    const options = { config: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values, positionals } = readOptions(context.args, options, ['DAY']);
    const day = readDay(positionals[0] ?? '');
    const configuration = configurationIn(context, values.config);
    const store = await openConfiguredStore(configuration ?? storeOf(context));
    try {
      const check = await selfCheck(store, day);
      if (check === null)
        throw new BadInput('this store has no events and no centre yet: start the server once');
      if (check.kind === 'deleted')
        throw new BadInput(
          `must be ${check.firstDay} or later, got ${day}: the raw events of days before were deleted after their time of keeping, so their stored sums are final and cannot be counted anew`,
          { field: 'DAY' },
        );
      const logs = configuration === null ? [] : await checkQueueLogs(store, configuration, day);
      context.print(
        values.json === true
          ? `${JSON.stringify({ day, ...check, queueLogs: logs })}\n`
          : `${inWords(day, check)}${logs.map(logInWords).join('')}`,
      );
      const isWell = logs.every(({ differences, failure }) => differences.length === 0 && failure === null);
      return check.differences.length === 0 && isWell ? 0 : 1;
    } finally {
      await store.close();
    }
  },
};

/** A configuration finds the store and the logs; what was counted how is in the store itself. */
function configurationIn(context: CommandContext, config: string | undefined): Configuration | null {
  const isNamed = config !== undefined || context.environment['LEITSTAND_CONFIG'] !== undefined;
  return isNamed ? configurationOf(context, config) : null;
}

function storeOf(context: CommandContext) {
  const { DATABASE_URL: databaseUrl, LEITSTAND_DATA: dataFolder } = context.environment;
  if (databaseUrl !== undefined) return { databaseUrl, dataFolder: '' };
  if (dataFolder !== undefined) return { databaseUrl: null, dataFolder };
  throw new BadInput('name the store: --config FILE, LEITSTAND_CONFIG, DATABASE_URL or LEITSTAND_DATA');
}

function readDay(text: string): PlainDate {
  if (isPlainDate(text)) return text;
  throw new BadInput(`must be an existing day as YYYY-MM-DD, got "${text}"`, { field: 'DAY' });
}

function inWords(day: PlainDate, check: SelfCheck): string {
  const { differences, figures, events, newerEvents, awaitsRecount } = check;
  const count = differences.length === 1 ? '1 difference' : `${differences.length} differences`;
  const lines = [
    `${day}: ${count} in ${figures} figures, recounted from ${events} events`,
    ...differences.slice(0, SHOWN).map(lineOf),
  ];
  if (differences.length > SHOWN) lines.push(`… and ${differences.length - SHOWN} more`);
  if (newerEvents > 0) lines.push(`${newerEvents} newer events are not in the stored sums yet`);
  if (awaitsRecount) lines.push('something was received late: the server is still to count this day anew');
  return `${lines.join('\n')}\n`;
}

function lineOf({ subject, startsAt, figure, stored, recounted }: Difference): string {
  return `  ${subject} ${new Date(startsAt).toISOString()} ${figure}: stored ${stored}, recounted ${recounted}`;
}

function logInWords({ source, path, queues, differences, failure }: QueueLogCheck): string {
  if (failure !== null) return `${source}: its log could not be read: ${failure}\n`;
  const count = differences.length === 1 ? '1 difference' : `${differences.length} differences`;
  const lines = [
    `${source}: ${count} from its own log ${path}, ${queues} queues`,
    ...differences.map(
      ({ queue, figure, stored, logged }) => `  ${queue} ${figure}: stored ${stored}, in the log ${logged}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
