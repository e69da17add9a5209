import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { instant } from '../../forecasting/time/instant.ts';
import { describeState } from '../../server/live/centre/describe-state.ts';
import { LiveCentre } from '../../server/live/centre/live-centre.ts';
import { openStore } from '../../server/platform/store/database.ts';
import { daysToRecount } from '../../server/live/log/recount-store.ts';
import type { CallEvent } from '../../server/live/events/call-event.ts';
import { centre } from './sample-centre.ts';
import { readLocation } from './store-location.ts';

/**
 * A small server for the tests that kill it: takes batches on standard input, answers on standard output once they are
 * durable, tells its state when asked, and ends itself in the midst of a recount where it is told to. Argument: where its store is, as JSON.
 */
const location = readLocation(process.argv[2] ?? '');
const clock = { now: 0 };
const store = await openStore(location);
clock.now = await newestInstant();
const live = await LiveCentre.open({
  store,
  centre: centre(),
  sources: [],
  clock: () => instant(clock.now),
  clockKind: 'simulated',
  onProblem: (problem) => process.stderr.write(`${problem.message}\n`),
});
say({ kind: 'ready' });
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => void obey(JSON.parse(line)));
lines.on('close', () => process.exit(0));
keepMaintaining();

/** Sums and checkpoints are written all the time, so that kills hit them too. */
function keepMaintaining(): void {
  setTimeout(() => void live.maintain().then(keepMaintaining), 5);
}

/** No killer from outside would meet the moment: days are marked with the sums, and their recount begins at once. */
async function dieInRecount(): Promise<void> {
  for (;;) {
    await setImmediate();
    if ((await daysToRecount(store)).length > 0) process.kill(process.pid, 'SIGKILL');
  }
}

async function obey(order: unknown): Promise<void> {
  if (typeof order !== 'object' || order === null) return;
  if ('id' in order && 'now' in order && 'events' in order && Array.isArray(order.events)) {
    clock.now = Math.max(clock.now, Number(order.now));
    await live.accept(order.events.filter(isCallEvent));
    say({ kind: 'durable', id: order.id });
  } else if ('dieInRecount' in order) void dieInRecount();
  else say({ kind: 'state', state: describeState(live.state) });
}

/** The test wrote them itself. */
function isCallEvent(value: unknown): value is CallEvent {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function say(answer: unknown): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function newestInstant(): Promise<number> {
  const row = await store.db
    .selectFrom('event_log')
    .select((of) => of.fn.max('received_at').as('newest'))
    .executeTakeFirst();
  return row?.newest ?? 0;
}
