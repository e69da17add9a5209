import type { Roster, RosterProblem, RuleName } from '../../../forecasting/roster/index.ts';
import { dateAt } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import type { PublicationReport } from '../../contract/plan.ts';
import type { PlanRouteOptions } from '../requirement/planning-tools.ts';
import { findRequirement } from '../requirement/requirement-store.ts';
import { peopleTold } from '../published/duty-store.ts';
import { dutiesFrom, newestPublication } from '../published/publication-store.ts';

const USUAL_PATIENCE_SECONDS = 120;
/** How long before its first day a roster has to be known (works agreement). */
const NOTICE_DAYS = 14;
/** Soft rules that a planner is warned of by name at publication; the others are summed up as a price. */
const warned: ReadonlySet<string> = new Set<RuleName>([
  'notice',
  'yearEndDays',
  'plannedActivities',
  'dayOffRequest',
]);

/** What is about to be published. */
export interface ToPublish {
  readonly centre: Centre;
  readonly problem: RosterProblem;
  readonly roster: Roster;
  readonly requirementId: string | null;
}

/** What a planner reads before publishing: every rule recounted, every day simulated, the newest version of these days. */
export async function publicationReport(
  { db, now, tools }: PlanRouteOptions,
  { centre, problem, roster, requirementId }: ToPublish,
): Promise<PublicationReport> {
  const from = problem.days.at(0)?.date ?? '';
  const until = problem.days.at(-1)?.date ?? '';
  const publishedOn = dateAt(now(), problem.zone);
  const { lawful, hardViolations, softViolations, objective, costs } = tools.checkRoster(
    { ...problem, notice: { publishedOn, days: NOTICE_DAYS } },
    roster,
  );
  const newest = await newestPublication(db, { from, until });
  const inputs = requirementId === null ? undefined : (await findRequirement(db, requirementId))?.inputs;
  const simulated = await tools.simulate({
    centre,
    problem,
    roster,
    forecast: await tools.forecastDays(from, until),
    shrinkage: inputs?.shrinkage ?? problem.screenBreaks?.shrinkage ?? 0,
    patienceSeconds: inputs?.patienceSeconds ?? USUAL_PATIENCE_SECONDS,
    seed: 1,
  });
  return {
    check: { lawful, hardViolations, objective, costs },
    warnings: softViolations.filter(({ rule }) => warned.has(rule)),
    known: newest?.number ?? null,
    informed: await peopleTold(db, { from, until }, dutiesFrom(problem, roster)),
    overrides: [],
    simulated,
  };
}
