import * as v from 'valibot';
import type { BlockedAgent } from '../../forecasting/roster/blocked-agents.ts';
import type { Roster } from '../../forecasting/roster/roster.ts';
import type { RosterProblem } from '../../forecasting/roster/problem.ts';
import type { RosterCheck, Violation } from '../../forecasting/roster/rules.ts';
import type { PlainDate } from '../../forecasting/time/plain-date.ts';

export const planDaySchema = v.custom<PlainDate>(
  (input) =>
    typeof input === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(input) && !Number.isNaN(Date.parse(input)),
  'a day as YYYY-MM-DD',
);
const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const span = { startMinute: minute, endMinute: minute };

/** A meeting or training inside a shift: paid, off the telephones. */
export const activitySchema = v.object({
  ...span,
  kind: v.picklist(['meeting', 'training']),
  label: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
});

/** One dated duty of a draft. */
export const rosterShiftSchema = v.pipe(
  v.object({
    ...span,
    agent: name,
    date: planDaySchema,
    pattern: name,
    group: name,
    breaks: v.pipe(v.array(v.object(span)), v.maxLength(6)),
    activities: v.exactOptional(v.pipe(v.array(activitySchema), v.maxLength(6))),
    pinned: v.exactOptional(v.literal(true)),
  }),
  v.check(({ startMinute, endMinute }) => startMinute < endMinute, 'a shift ends after it begins'),
  v.check(
    ({ startMinute, endMinute, breaks }) =>
      breaks.every((pause) => pause.startMinute >= startMinute && pause.endMinute <= endMinute),
    'breaks lie within their shift',
  ),
);

/** A cell of the grid: one person on one day holds one shift or none. */
export const rosterCellSchema = v.object({ agent: name, date: planDaySchema });

/** What a save changes, and the revision it was made on. */
export const saveDraftSchema = v.object({
  basedOn: v.number(),
  set: v.pipe(v.array(rosterShiftSchema), v.maxLength(20_000)),
  cleared: v.pipe(v.array(rosterCellSchema), v.maxLength(20_000)),
});

export const createDraftSchema = v.pipe(
  v.object({ title: name, from: planDaySchema, until: planDaySchema, requirementId: name }),
  v.check(({ from, until }) => from <= until, 'the last day must not lie before the first'),
);

/** What-if of a planner: every input that the requirement is worked out from, besides forecast and contracts. */
export const requirementInputsSchema = v.pipe(
  v.object({
    from: planDaySchema,
    until: planDaySchema,
    model: v.picklist(['erlangC', 'erlangA']),
    /** Busy share of agents' time, at most. */
    maxOccupancy: v.pipe(v.number(), v.minValue(0.5), v.maxValue(1)),
    patienceSeconds: v.pipe(v.number(), v.minValue(10), v.maxValue(3600)),
    /** Paid time away from the telephone. */
    shrinkage: v.pipe(v.number(), v.minValue(0), v.maxValue(0.6, 'a share: 0.3 is thirty per cent')),
    /** Calls and handle times as forecast, times these. */
    volumeFactor: v.pipe(v.number(), v.minValue(0.1), v.maxValue(5)),
    handleTimeFactor: v.pipe(v.number(), v.minValue(0.1), v.maxValue(5)),
    /** Differs from a city's contract for this run only. */
    serviceLevelTargets: v.record(v.string(), v.pipe(v.number(), v.minValue(0.01), v.maxValue(0.99))),
    pooled: v.boolean(),
  }),
  v.check(({ from, until }) => from <= until, 'the last day must not lie before the first'),
);

/** A hard rule broken on purpose: by whom and why stands in the publication for ever. */
export const overrideSchema = v.object({
  rule: name,
  agent: v.nullable(v.string()),
  date: v.nullable(v.string()),
  reason: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(10, 'a reason of at least 10 characters'),
    v.maxLength(500),
  ),
});

export const publishSchema = v.object({
  basedOn: v.number(),
  overrides: v.array(overrideSchema),
  /** The newest version of these days that the planner's rule report knew; `null`: none. */
  known: v.optional(v.nullable(v.number())),
});
export const rollBackSchema = v.object({ number: v.number() });

export const simulatedDaySchema = v.object({
  date: v.string(),
  city: v.string(),
  serviceLevel: v.number(),
  halfWidth: v.number(),
  target: share,
});

export type SaveDraft = v.InferOutput<typeof saveDraftSchema>;
export type RequirementInputs = v.InferOutput<typeof requirementInputsSchema>;
export type Override = v.InferOutput<typeof overrideSchema>;
export type SimulatedDay = v.InferOutput<typeof simulatedDaySchema>;

export interface RequirementDay {
  readonly date: string;
  /** One value per quarter hour from local midnight. */
  readonly cities: Readonly<Record<string, RequirementCurve>>;
  readonly joint: RequirementCurve;
}

export interface RequirementCurve {
  readonly calls: readonly number[];
  readonly averageHandleTimeSeconds: readonly number[];
  /** On the telephones. */
  readonly requiredAgents: readonly number[];
  /** With shrinkage. */
  readonly scheduledAgents: readonly number[];
}

export interface RequirementAnswer {
  readonly id: string;
  readonly createdAt: number;
  readonly inputs: RequirementInputs;
  readonly days: readonly RequirementDay[];
}

export interface DraftSummary {
  readonly id: string;
  readonly title: string;
  readonly from: string;
  readonly until: string;
  readonly revision: number;
  readonly updatedAt: number;
}

export interface DraftAnswer extends DraftSummary {
  readonly requirementId: string | null;
  readonly problem: RosterProblem;
  readonly roster: Roster;
}

/** Who changed which cells in one revision. */
export interface DraftChange {
  readonly revision: number;
  readonly at: number;
  readonly by: string;
  readonly cells: readonly { readonly agent: string; readonly date: string }[];
}

/** Answer 409 to a save on an old revision: nothing was written, this is what the page did not know. */
export interface StaleDraft {
  readonly revision: number;
  readonly changes: readonly DraftChange[];
}

export interface PublicationReport {
  readonly check: Pick<RosterCheck, 'lawful' | 'hardViolations' | 'objective' | 'costs'>;
  /** Soft rules broken that the planner should have read: notice, the year's last days, missed meetings, wishes. */
  readonly warnings?: readonly Violation[];
  /** The newest version of these days when the report was made; `null`: none. */
  readonly known?: number | null;
  readonly overrides: readonly (Override & { readonly by: string })[];
  readonly simulated: readonly SimulatedDay[];
}

export interface PublicationSummary {
  readonly number: number;
  readonly draftId: string;
  readonly from: string;
  readonly until: string;
  readonly at: number;
  readonly by: string;
  readonly rollsBackTo: number | null;
  readonly report: PublicationReport;
}

/** Whose days, and which days of everybody, a run leaves as they are. */
export const keepOfPlanSchema = v.object({
  agents: v.pipe(v.array(name), v.maxLength(1000)),
  dates: v.pipe(v.array(planDaySchema), v.maxLength(56)),
});
export type KeepOfPlan = v.InferOutput<typeof keepOfPlanSchema>;

export const optimiseSchema = v.object({
  seconds: v.pipe(v.number(), v.minValue(1), v.maxValue(600)),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Days that differ from the draft cost the price of the rule `change`: re-plan around what is pinned, gently. */
  changesCost: v.optional(v.boolean(), false),
  keep: v.optional(keepOfPlanSchema, { agents: [], dates: [] }),
});

/** Somebody for whom no lawful calendar exists: which rules block, which were given up, on which days it shows. */
export interface BlockedPerson extends BlockedAgent {
  readonly days: readonly string[];
}

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
  readonly course: readonly {
    readonly seconds: number;
    readonly objective: number;
    readonly bound: number | null;
  }[];
  readonly hasProposal: boolean;
  readonly blocked: readonly BlockedPerson[];
}
