import { openStore } from '../../server/platform/store/database.ts';
import { kindOf, openPlanner } from './planner-deeds.ts';
import { readLocation } from './store-location.ts';

/**
 * A planner in a process of its own, for the tests that kill it: does one deed after another and says when it begins and
 * ends each. Arguments: where the store is, as JSON, and the number of the first deed.
 */
const store = await openStore(readLocation(process.argv[2] ?? ''));
let deed = Number(process.argv[3]);
const planner = await openPlanner(store, () => deed);
for (;;) {
  say({ kind: 'begun', deed, what: kindOf(deed) });
  await planner.do(deed);
  say({ kind: 'done', deed });
  deed += 1;
}

function say(answer: unknown): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
