import { openStore } from '../../server/platform/store/database.ts';
import { kindOf, openPlanner } from './planner-changes.ts';
import { readLocation } from './store-location.ts';

/**
 * A planner in a process of its own, for the tests that kill it: does one change after another and says when it begins and
 * ends each. Arguments: where the store is, as JSON, and the number of the first change.
 */
const store = await openStore(readLocation(process.argv[2] ?? ''));
let change = Number(process.argv[3]);
const planner = await openPlanner(store, () => change);
for (;;) {
  say({ kind: 'begun', change, what: kindOf(change) });
  await planner.do(change);
  say({ kind: 'done', change });
  change += 1;
}

function say(answer: unknown): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
