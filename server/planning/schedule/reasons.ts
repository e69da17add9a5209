import { mondayOf, RosterExplainer, whyShift } from '../../../forecasting/roster/index.ts';
import { addDays, type PlainDate } from '../../../forecasting/time/index.ts';
import type { Agent } from '../../contract/people.ts';
import type { Reason } from '../../contract/schedule.ts';
import { readCentre } from '../../organisation/cities/centre-store.ts';
import type { Db } from '../../platform/store/schema.ts';
import { findPublication } from '../published/publication-store.ts';
import { weeksOf } from './weeks-of-person.ts';

/** Why a person has the shift of a day: the demand it meets, tested by taking it away; wishes; rules; a pin. */
export async function reasonsFor(
  db: Db,
  { id: agentId, employment }: Pick<Agent, 'id' | 'employment'>,
  day: PlainDate,
): Promise<readonly Reason[]> {
  const row = await db
    .selectFrom('duty')
    .select('publication')
    .where('agent_id', '=', agentId)
    .where('day', '=', day)
    .executeTakeFirst();
  const publication = row === undefined ? undefined : await findPublication(db, row.publication);
  const shift = publication?.roster.shifts.find((one) => one.agent === agentId && one.date === day);
  if (publication === undefined || shift === undefined) return [];
  const { problem, roster } = publication;
  const monday = mondayOf(day);
  // days of the week may have been published since, by other versions: the sentence agrees with the page's sum
  const [week] = await weeksOf(db, { id: agentId, employment }, { from: monday, until: addDays(monday, 6) });
  const weekMinutes = week?.paidMinutes;
  const reason = new RosterExplainer(problem, roster).whyShift(shift);
  const names = new Map((await readCentre(db))?.centre.cities.map(({ id, name }) => [id, name]));
  return whyShift(problem, roster, reason, {
    groupName: (group) => names.get(group) ?? group,
    ...(weekMinutes === undefined ? {} : { weekMinutes }),
  });
}
