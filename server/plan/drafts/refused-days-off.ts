import { group } from 'd3-array';
import type { PlainDate } from '../../../forecasting/time/plain-date.ts';
import type { Db } from '../../store/schema.ts';
import type { PublishedDuty } from '../publication/duty-store.ts';
import { readProblem } from '../publication/stored-roster.ts';

/** How often each person works on a day that the newest published roster of the day knew as wished off. */
export async function refusedDaysOff(
  db: Db,
  duties: readonly PublishedDuty[],
  since: PlainDate,
): Promise<ReadonlyMap<string, number>> {
  const versions = await db
    .selectFrom('publication')
    .select(['number', 'from_day', 'until_day'])
    .where('until_day', '>=', since)
    .orderBy('number', 'desc')
    .execute();
  const newest = group(
    duties.filter(({ day }) => day >= since),
    ({ day }) => versions.find(({ from_day, until_day }) => from_day <= day && day <= until_day)?.number,
  );
  const refused = new Map<string, number>();
  for (const [number, told] of newest) {
    if (number === undefined) continue;
    const wished = await wishedOff(db, number);
    for (const { agentId, day } of told)
      if (wished.has(`${agentId} ${day}`)) refused.set(agentId, (refused.get(agentId) ?? 0) + 1);
  }
  return refused;
}

async function wishedOff(db: Db, publication: number): Promise<ReadonlySet<string>> {
  const { problem } = await db
    .selectFrom('publication')
    .select('problem')
    .where('number', '=', publication)
    .executeTakeFirstOrThrow();
  return new Set(
    readProblem(problem).agents.flatMap(({ id, wishes }) =>
      wishes.filter(({ kind }) => kind === 'dayOff').map(({ date }) => `${id} ${date}`),
    ),
  );
}
