import { group } from 'd3-array';
import {
  hoursBeside,
  isExpected,
  mondayOf,
  paidMinutes,
  type PastDay,
  type RosterAgent,
  type RosterProblem,
} from '../../../forecasting/roster/index.ts';
import { addDays, daysBetween, plainDate, type PlainDate } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import { listAbsences } from '../../organisation/people/absence-store.ts';
import type { Db } from '../../platform/store/schema.ts';
import { plannedDuties, type PublishedDuty } from '../published/duty-store.ts';
import { absencesByAgent } from './people-of-draft.ts';
import { planDay } from './build-problem.ts';

/** How far published days before a plan are looked at: days off for Sundays worked reach farthest back. */
const DAYS_BEFORE = 31;
/** Runs, rest and the week of the last day end well within. */
const DAYS_AFTER = 14;

/**
 * A problem with what is published right before and after its days: where runs, rest and weeks go on. Read anew whenever
 * a draft is made, shown or judged, as the days next to it may be published, or change, after it was made.
 *
 * @param centre says what kind of day each is; without one nothing was ever planned
 */
export async function withDaysBeside(
  db: Db,
  problem: RosterProblem,
  centre: Pick<Centre, 'cities'> | undefined,
): Promise<RosterProblem> {
  const from = problem.days.at(0)?.date;
  const until = problem.days.at(-1)?.date;
  if (from === undefined || until === undefined || centre === undefined) return problem;
  const before = { from: addDays(from, -DAYS_BEFORE), until: addDays(from, -1) };
  const after = { from: addDays(until, 1), until: addDays(until, DAYS_AFTER) };
  const [past, next, published, stored] = await Promise.all([
    plannedDuties(db, before),
    plannedDuties(db, after),
    publishedDays(db, before.from, after.until),
    listAbsences(db, before.from, after.until),
  ]);
  const absences = absencesByAgent(stored);
  const pastOf = group(past, ({ agentId }) => agentId);
  const nextOf = group(next, ({ agentId }) => agentId);
  const daysBeside = weekDaysBeside(from, until)
    .filter((date) => published.has(date))
    .map((date) => planDay(centre, date));
  const isKnownBefore = daysUntil(before).some((date) => published.has(date));
  const contracts = new Map(problem.contracts.map((contract) => [contract.id, contract]));
  const agents = problem.agents.map((agent): RosterAgent => {
    const { past: ofDraft, next: _next, beside: _beside, ...rest } = agent;
    const person = { ...rest, absences: [...(absences.get(agent.id) ?? []), ...agent.absences] };
    const worked = (duties: readonly PublishedDuty[] = []): readonly PastDay[] =>
      duties.map(pastDay).filter(({ date }) => isExpected(person, date));
    const ownPast = worked(pastOf.get(agent.id));
    const ownNext = worked(nextOf.get(agent.id));
    const contract = contracts.get(agent.contract);
    const beside =
      contract === undefined
        ? undefined
        : hoursBeside(problem, person, contract, daysBeside, [...ownPast, ...ownNext]);
    const known = isKnownBefore ? ownPast : ofDraft;
    return {
      ...rest,
      ...(known === undefined ? {} : { past: known }),
      ...(ownNext.length === 0 ? {} : { next: ownNext }),
      ...(beside === undefined ? {} : { beside }),
    };
  });
  return { ...problem, agents };
}

function pastDay({ day, body }: PublishedDuty): PastDay {
  const { startMinute, endMinute } = body;
  return { date: plainDate(day), startMinute, endMinute, paidMinutes: paidMinutes(body) };
}

/** Days of the first and last calendar week of a plan that the plan does not have. */
function weekDaysBeside(from: PlainDate, until: PlainDate): readonly PlainDate[] {
  const sunday = addDays(mondayOf(until), 6);
  return [
    ...daysUntil({ from: mondayOf(from), until: addDays(from, -1) }),
    ...daysUntil({ from: addDays(until, 1), until: sunday }),
  ];
}

function daysUntil({ from, until }: { readonly from: PlainDate; readonly until: PlainDate }): PlainDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, until) + 1) }, (_, at) => addDays(from, at));
}

async function publishedDays(db: Db, from: PlainDate, until: PlainDate): Promise<ReadonlySet<PlainDate>> {
  const spans = await db
    .selectFrom('publication')
    .select(['from_day', 'until_day'])
    .distinct()
    .where('from_day', '<=', until)
    .where('until_day', '>=', from)
    .execute();
  return new Set(
    daysUntil({ from, until }).filter((date) =>
      spans.some(({ from_day, until_day }) => from_day <= date && date <= until_day),
    ),
  );
}
