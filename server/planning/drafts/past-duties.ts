import { group } from 'd3-array';
import {
  type Absence,
  type Burdens,
  burdensOfShift,
  paidMinutes,
  type PlanDay,
  type WishCount,
  type WorkedBefore,
} from '../../../forecasting/roster/index.ts';
import { addDays, plainDate, type PlainDate, weekdayOf } from '../../../forecasting/time/index.ts';
import type { Db } from '../../platform/store/schema.ts';
import { plannedDuties, type PublishedDuty } from '../published/duty-store.ts';
import { publishedWishCounts } from './published-wish-counts.ts';

/** What published rosters say about a person before a plan begins. */
export interface PastOfAgent {
  readonly burdens: Burdens;
  readonly wishesGranted: number;
  readonly workedBefore?: WorkedBefore;
  readonly sundaysWorked: number;
}

/** Empty where nothing was ever published: a first plan is judged by itself. */
export type PastDuties = ReadonlyMap<string, PastOfAgent>;

/** The fairness ledger looks back half a year. */
const LEDGER_DAYS = 182;
/** Average of ArbZG § 3 and free Sundays of ArbZG § 11, both counted so that they end with the plan. */
const AVERAGE_DAYS = 24 * 7;
const YEAR_DAYS = 52 * 7;

export interface PastRequest {
  /** First day of the plan, and how many days it has. */
  readonly from: PlainDate;
  readonly planDays: number;
  /** What kind of day each was: holidays do not count as working days, carnival weighs on people. */
  readonly dayOf: (date: PlainDate) => PlanDay;
  readonly absencesOf: (agentId: string) => readonly Pick<Absence, 'from' | 'until'>[];
}

/** Reads the past of everybody from what was published; cancelled duties and those of absent people were not worked. */
export async function pastDuties(db: Db, request: PastRequest): Promise<PastDuties> {
  const { from } = request;
  const published = await plannedDuties(db, { from: addDays(from, -YEAR_DAYS), until: addDays(from, -1) });
  const firstKnown = published[0]?.day;
  if (firstKnown === undefined) return new Map();
  const duties = published.filter(({ agentId, day }) => !isAway(request.absencesOf(agentId), day));
  const wishes = await publishedWishCounts(db, duties, {
    from: addDays(from, -LEDGER_DAYS),
    until: addDays(from, -1),
  });
  return new Map(
    [...group(duties, ({ agentId }) => agentId)].map(([agentId, own]) => [
      agentId,
      pastOf(agentId, own, {
        ...request,
        firstKnown: plainDate(firstKnown),
        wishes: wishes.get(agentId) ?? { granted: 0, refused: 0 },
      }),
    ]),
  );
}

function pastOf(
  agentId: string,
  duties: readonly PublishedDuty[],
  request: PastRequest & { readonly firstKnown: PlainDate; readonly wishes: WishCount },
): PastOfAgent {
  const { from, planDays, dayOf, absencesOf, firstKnown, wishes } = request;
  const since = (days: number): readonly PublishedDuty[] => {
    const first = addDays(from, -days);
    return duties.filter(({ day }) => day >= first);
  };
  const burdens = {
    early: 0,
    late: 0,
    fridayLate: 0,
    saturday: 0,
    carnival: 0,
    yearEnd: 0,
    wishesRefused: wishes.refused,
  };
  for (const { day, body } of since(LEDGER_DAYS))
    for (const burden of burdensOfShift(body, dayOf(plainDate(day)))) burdens[burden] += 1;
  const averaged = Math.max(0, AVERAGE_DAYS - planDays);
  const workdays = workdaysBefore(from, averaged, firstKnown, dayOf, absencesOf(agentId));
  return {
    burdens,
    wishesGranted: wishes.granted,
    ...(workdays === 0
      ? {}
      : {
          workedBefore: {
            paidMinutes: since(averaged).reduce((sum, { body }) => sum + paidMinutes(body), 0),
            workdays,
          },
        }),
    sundaysWorked: since(YEAR_DAYS - planDays).filter(({ day }) => weekdayOf(plainDate(day)) === 7).length,
  };
}

/** Working days since the first published one: before it nothing is known, so nothing is held against anyone. */
function workdaysBefore(
  from: PlainDate,
  days: number,
  firstKnown: PlainDate,
  dayOf: PastRequest['dayOf'],
  absences: readonly Pick<Absence, 'from' | 'until'>[],
): number {
  let count = 0;
  for (let back = 1; back <= days; back++) {
    const date = addDays(from, -back);
    if (date < firstKnown) break;
    if (weekdayOf(date) < 7 && !dayOf(date).isHoliday && !isAway(absences, date)) count++;
  }
  return count;
}

function isAway(absences: readonly Pick<Absence, 'from' | 'until'>[], date: string): boolean {
  return absences.some((absence) => absence.from <= date && date <= absence.until);
}
