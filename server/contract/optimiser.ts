import * as v from 'valibot';
import type { BlockedAgent, BrokenDays } from '../../forecasting/roster/index.ts';
import { planDaySchema } from './calendar-day.ts';
import { MOST_DRAFT_DAYS, planNameSchema } from './plan.ts';

/** Whose days, and which days of everybody, a run leaves as they are. */
export const keepOfPlanSchema = v.object({
  agents: v.pipe(v.array(planNameSchema), v.maxLength(1000)),
  dates: v.pipe(v.array(planDaySchema), v.maxLength(MOST_DRAFT_DAYS)),
});
export type KeepOfPlan = v.InferOutput<typeof keepOfPlanSchema>;

export const optimiseSchema = v.object({
  seconds: v.pipe(v.number(), v.minValue(1), v.maxValue(600)),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Days that differ from the draft cost the price of the rule `change`: re-plan around what is pinned, gently. */
  changesCost: v.optional(v.boolean(), false),
  keep: v.optional(keepOfPlanSchema, { agents: [], dates: [] }),
});

/** Somebody for whom no lawful calendar exists: which rules block, which were given up, when it shows. */
export interface BlockedPerson extends BlockedAgent, BrokenDays {}

/** How an optimiser run stands. */
export interface OptimiseRun {
  readonly id: string;
  readonly draftId: string;
  /** Revision of the draft that it started from. */
  readonly revision: number;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly seconds: number;
  readonly allSeconds: number;
  readonly objective: number;
  readonly bound: number | null;
  /** Share (0 … 1) of the demand that the best roster so far covers; null before there is one. */
  readonly covered: number | null;
  readonly course: readonly {
    readonly seconds: number;
    readonly objective: number;
    readonly bound: number | null;
  }[];
  readonly hasProposal: boolean;
  readonly blocked: readonly BlockedPerson[];
}
