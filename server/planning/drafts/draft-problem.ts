import type { RosterProblem } from '../../../forecasting/roster/index.ts';
import { daysBetween, plainDate, type PlainDate } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import type { RequirementDay } from '../../contract/plan.ts';
import { listAbsences } from '../../organisation/people/absence-store.ts';
import { listAgents } from '../../organisation/people/agent-store.ts';
import { listWishes } from '../../organisation/people/wish-store.ts';
import type { Db } from '../../platform/store/schema.ts';
import { readAgreement } from '../../organisation/agreement/agreement-store.ts';
import { buildProblem, planDay } from './build-problem.ts';
import { withDaysBeside } from './days-beside.ts';
import { pastDuties } from './past-duties.ts';
import { readProtections } from './protection-store.ts';

export interface DraftProblemRequest {
  readonly title: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly centre: Centre;
  readonly requirement: readonly RequirementDay[];
  readonly pooled: boolean;
  readonly shrinkage: number;
}

/** The problem of a new draft, with people, absences, wishes, protections and the published past as the store has them. */
export async function draftProblem(db: Db, request: DraftProblemRequest): Promise<RosterProblem> {
  const { from, until, centre } = request;
  const [agents, absences, wishes, protections, agreement] = await Promise.all([
    listAgents(db),
    listAbsences(db, '0000-01-01', until),
    listWishes(db, from, until),
    readProtections(db),
    readAgreement(db),
  ]);
  const past = await pastDuties(db, {
    from,
    planDays: daysBetween(from, until) + 1,
    dayOf: (date) => planDay(centre, date),
    absencesOf: (agentId) =>
      absences
        .filter((absence) => absence.agentId === agentId)
        .map((absence) => ({ from: plainDate(absence.from), until: plainDate(absence.until) })),
  });
  const problem = buildProblem({
    ...request,
    agents,
    absences: absences.filter((absence) => absence.until >= from),
    wishes,
    past,
    protections,
    agreement: agreement.settings,
  });
  return withDaysBeside(db, problem, centre);
}
