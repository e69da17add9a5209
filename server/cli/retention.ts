import { instant } from '../../forecasting/time/index.ts';
import { runRetention, type RetentionReport } from '../operations/retention/run-retention.ts';
import { daysInDoubt } from '../operations/retention/clock-witness.ts';
import type { Store } from '../platform/store/database.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command } from './command.ts';
import { configurationOf, openConfiguredStore } from '../platform/config/open-configured-store.ts';
import { printTable } from './output/print-table.ts';
import { readOptions } from './input/read-options.ts';

export const command: Command = {
  summary: 'delete what has been kept long enough, or say what would be deleted',
  help: `leitstand retention [--dry-run] [--json] --config FILE

Deletes raw call events, personal schedules and audit entries whose days of keeping (retention in the configuration) are over,
and what nobody can use any more: expired sessions and links, replaced keys of callers' hashes. Sums per interval stay for ever.
A running server does the same once a day; this may run beside it, and works in small batches, so that nobody waits.

  --dry-run      count, and touch nothing
  --clock-is-right  delete although the clock is more than a hundred days from when this house last looked at it
  --config FILE  configuration; default: the environment's LEITSTAND_CONFIG
  --json         print JSON

Example: leitstand retention --dry-run --config /etc/leitstand/leitstand.json`,
  run: async (context) => {
    const { values } = readOptions(context.args, {
      'dry-run': { type: 'boolean', default: false },
      'clock-is-right': { type: 'boolean', default: false },
      config: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    const configuration = configurationOf(context, values.config);
    const store = await openConfiguredStore(configuration);
    try {
      if (!values['dry-run'] && !values['clock-is-right']) await refuseJump(store, configuration.centre.zone);
      const report = await runRetention({
        store,
        retention: configuration.retention,
        now: instant(Date.now()),
        zone: configuration.centre.zone,
        dryRun: values['dry-run'],
        cancelled: context.cancelled,
      });
      context.print(values.json ? `${JSON.stringify(report, null, 2)}\n` : inWords(report));
    } finally {
      await store.close();
    }
    return 0;
  },
};

/** A person who runs it may have been away for a summer, but not for years. */
const MOST_DAYS_AWAY = 100;

async function refuseJump(store: Store, zone: string): Promise<void> {
  const days = await daysInDoubt(store, instant(Date.now()), zone);
  if (Math.abs(days) <= MOST_DAYS_AWAY) return;
  throw new BadInput(
    `the clock is ${days} days from when this house last looked at it, at most ${MOST_DAYS_AWAY} are plausible; nothing was deleted. If it is right, add --clock-is-right`,
  );
}

function inWords({ dryRun, classes, expiredKeys }: RetentionReport): string {
  const outcome = dryRun ? 'to delete' : 'deleted';
  const rows = classes.flatMap(({ rows, ...counted }) =>
    Object.entries(rows).map(([table, count]) => [
      counted.class,
      counted.days,
      counted.firstDay,
      table,
      count,
    ]),
  );
  const table = printTable(
    ['class', 'days', 'kept from', 'table', outcome],
    [...rows, ['callerKeys', 1, undefined, 'house_setting', expiredKeys]],
  );
  const heldBack = classes.reduce((sum, counted) => sum + counted.heldBack, 0);
  if (heldBack === 0) return table;
  return `${table}${heldBack} call events are old enough, but sums and checkpoint do not count them yet: they go once the server has run over a midnight.\n`;
}
