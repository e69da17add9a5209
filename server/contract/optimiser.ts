import * as v from 'valibot';
import type { BlockedAgent, BrokenDays, Roster } from '../../forecasting/roster/index.ts';
import { planDaySchema } from './calendar-day.ts';
import type { JobContract } from './job.ts';
import { MOST_DRAFT_DAYS, planNameSchema } from './plan.ts';

/** Whose days, and which days of everybody, a run leaves as they are. */
const keepOfPlanSchema = v.object({
  agents: v.pipe(v.array(planNameSchema), v.maxLength(1000)),
  dates: v.pipe(v.array(planDaySchema), v.maxLength(MOST_DRAFT_DAYS)),
});

const optimiseSchema = v.object({
  /** The draft that it starts from and leaves as it is. */
  draft: planNameSchema,
  seconds: v.pipe(v.number(), v.minValue(1), v.maxValue(600)),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Days that differ from the draft cost the price of the rule `change`: re-plan around what is pinned, gently. */
  changesCost: v.optional(v.boolean(), false),
  keep: v.optional(keepOfPlanSchema, { agents: [], dates: [] }),
});

const optimiseProgressSchema = v.object({
  seconds: v.number(),
  /** Seconds that it was given. */
  allSeconds: v.number(),
  /** Cost of the best roster so far; `null` before there is one. */
  objective: v.nullable(v.number()),
  bound: v.nullable(v.number()),
  /** Share (0 … 1) of the demand that the best roster so far covers; `null` before there is one. */
  covered: v.nullable(v.number()),
  /** Best objective and bound whenever one of them changed, some 200 points at most. */
  trajectory: v.array(
    v.object({ seconds: v.number(), objective: v.number(), bound: v.nullable(v.number()) }),
  ),
});

/** Somebody for whom no lawful calendar exists: which rules block, which were given up, when it shows. */
export interface BlockedPerson extends BlockedAgent, BrokenDays {}

/** The roster that a run proposes, and how it was found. */
export interface Proposal {
  readonly draft: string;
  readonly roster: Roster;
  readonly objective: number;
  /** No roster is cheaper; `null` where none was found. */
  readonly bound: number | null;
  /** People for whom no lawful calendar exists; the roster is then the one with the fewest violations. */
  readonly blocked: readonly BlockedPerson[];
  readonly seed: number;
  readonly seconds: number;
  /** Less than it was given where it was cancelled or proven best. */
  readonly tookSeconds: number;
  readonly at: number;
}

/** This house's own roster from its own worker: the outline is checked here, the figures where they came from. */
export function isProposal(value: unknown): value is Proposal {
  return typeof value === 'object' && value !== null && 'roster' in value && 'blocked' in value;
}

const proposalSchema = v.custom<Proposal>(isProposal, 'a proposal with its roster');

/** A search for the cheapest lawful roster; ended early, it leaves the best one so far. */
export const optimiseJob: JobContract<OptimiseInput, OptimiseProgress, Proposal> = {
  kind: 'optimise',
  input: optimiseSchema,
  progress: optimiseProgressSchema,
  result: proposalSchema,
};

export type KeepOfPlan = v.InferOutput<typeof keepOfPlanSchema>;
export type OptimiseInput = v.InferOutput<typeof optimiseSchema>;
export type OptimiseProgress = v.InferOutput<typeof optimiseProgressSchema>;
