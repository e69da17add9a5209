import { group } from 'd3-array';
import { countWishes, type WishCount } from '../../../forecasting/roster/index.ts';
import type { PlainDate } from '../../../forecasting/time/index.ts';
import type { Db } from '../../platform/store/schema.ts';
import type { PublishedDuty } from '../published/duty-store.ts';
import { readProblem } from '../published/stored-roster.ts';

/** How many of each person's wishes the published duties of a span grant and refuse; each day by its newest version. */
export async function publishedWishCounts(
  db: Db,
  duties: readonly PublishedDuty[],
  span: { readonly from: PlainDate; readonly until: PlainDate },
): Promise<ReadonlyMap<string, WishCount>> {
  const versions = await db
    .selectFrom('publication')
    .select(['number', 'from_day', 'until_day'])
    .where('until_day', '>=', span.from)
    .where('from_day', '<=', span.until)
    .orderBy('number', 'desc')
    .execute();
  const told = group(
    duties,
    ({ agentId }) => agentId,
    ({ day }) => day,
  );
  const counts = new Map<string, WishCount>();
  for (const [at, { number }] of versions.entries()) {
    const isNewest = (date: string): boolean =>
      !versions.slice(0, at).some(({ from_day, until_day }) => from_day <= date && date <= until_day);
    const { agents, days } = await problemOf(db, number);
    const own = new Map(
      days
        .filter(({ date }) => span.from <= date && date <= span.until && isNewest(date))
        .map((day) => [day.date, day]),
    );
    if (own.size === 0) continue;
    for (const agent of agents) {
      const shiftsOn = (date: string) => (told.get(agent.id)?.get(date) ?? []).map(({ body }) => body);
      const { granted, refused } = countWishes(agent, own, shiftsOn);
      const sum = counts.get(agent.id) ?? { granted: 0, refused: 0 };
      counts.set(agent.id, { granted: sum.granted + granted, refused: sum.refused + refused });
    }
  }
  return counts;
}

async function problemOf(db: Db, publication: number) {
  const { problem } = await db
    .selectFrom('publication')
    .select('problem')
    .where('number', '=', publication)
    .executeTakeFirstOrThrow();
  return readProblem(problem);
}
