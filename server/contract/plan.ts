import * as v from 'valibot';
import type { Roster, RosterCheck, RosterProblem, Violation } from '../../forecasting/roster/index.ts';
import type { CoverOfOthers, ReaderOfPlan } from './plan-reader.ts';
import { planDaySchema } from './calendar-day.ts';
import { plainText } from './plain-text.ts';
import type { RosterOriginAnswer } from './roster-origin.ts';
import type { AppliedMove } from './today.ts';

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440));
/** Titles and identities: 1 to 100 characters. */
export const planNameSchema = v.pipe(plainText, v.minLength(1), v.maxLength(100));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const span = { startMinute: minute, endMinute: minute };

/** A meeting or training inside a shift: paid, off the telephones. */
export const activitySchema = v.object({
  ...span,
  kind: v.picklist(['meeting', 'training']),
  label: v.pipe(plainText, v.trim(), v.minLength(1), v.maxLength(60)),
});

/** One dated duty of a draft. */
export const rosterShiftSchema = v.pipe(
  v.object({
    ...span,
    agent: planNameSchema,
    date: planDaySchema,
    pattern: planNameSchema,
    group: planNameSchema,
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
export const rosterCellSchema = v.object({ agent: planNameSchema, date: planDaySchema });

/** What a save changes, and the revision it was made on. */
export const saveDraftSchema = v.object({
  basedOn: v.number(),
  set: v.pipe(v.array(rosterShiftSchema), v.maxLength(20_000)),
  cleared: v.pipe(v.array(rosterCellSchema), v.maxLength(20_000)),
  /** The optimiser's run whose proposal is among the changes. */
  takenFrom: v.exactOptional(planNameSchema),
});

/** As many days as a roster problem may have; longer plans are made in parts. */
export const MOST_DRAFT_DAYS = 56;

export const createDraftSchema = v.pipe(
  v.object({
    title: planNameSchema,
    from: planDaySchema,
    until: planDaySchema,
    requirementId: planNameSchema,
  }),
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
    serviceLevelTargets: v.record(plainText, v.pipe(v.number(), v.minValue(0.01), v.maxValue(0.99))),
    pooled: v.boolean(),
    /** Each interval by itself, or the day as a whole (cheaper). */
    metOver: v.optional(v.picklist(['interval', 'day']), 'interval'),
    /** Probability that the calls stay below what is planned for; `null`: the expected calls. */
    certainty: v.optional(
      v.nullable(v.pipe(v.number(), v.minValue(0.5), v.maxValue(0.99, 'a share: 0.9 is ninety per cent'))),
      null,
    ),
    /** Agents able to take a city's calls as long as it is open, by city. */
    minimumSeats: v.optional(
      v.record(plainText, v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(200))),
      {},
    ),
    /** Seed of the simulation that judged; `null`: the formula alone. */
    seed: v.optional(v.nullable(v.pipe(v.number(), v.integer())), null),
  }),
  v.check(({ from, until }) => from <= until, 'the last day must not lie before the first'),
);

/** What a requirement is worked out with unless a planner says otherwise. */
export const USUAL_INPUTS: Omit<v.InferOutput<typeof requirementInputsSchema>, 'from' | 'until'> = {
  model: 'erlangA',
  maxOccupancy: 0.88,
  patienceSeconds: 120,
  shrinkage: 0.1,
  volumeFactor: 1,
  handleTimeFactor: 1,
  serviceLevelTargets: {},
  pooled: true,
  metOver: 'interval',
  certainty: null,
  minimumSeats: {},
  seed: null,
};

/** A city that may join, asked on a day with a forecast: its calls, its hours and how fast it moves over. */
export const newCitySchema = v.pipe(
  v.object({
    inputs: requirementInputsSchema,
    name: planNameSchema,
    callsPerDay: v.pipe(v.number(), v.minValue(1), v.maxValue(1_000_000)),
    averageHandleTimeSeconds: v.pipe(v.number(), v.minValue(5), v.maxValue(7200)),
    /** City whose day it resembles. */
    like: planNameSchema,
    /** Opening hours in minutes of the day. */
    ...span,
    /** Share of the calls month by month. */
    ramp: v.pipe(v.array(share), v.minLength(1), v.maxLength(24)),
    /** What it is promised. */
    serviceLevel: v.pipe(v.number(), v.minValue(0.01), v.maxValue(0.99, 'a share: 0.8 is eighty per cent')),
    answerThresholdSeconds: v.pipe(v.number(), v.minValue(0), v.maxValue(3600)),
  }),
  v.check(({ startMinute, endMinute }) => startMinute < endMinute, 'a day ends after it begins'),
);

/** A hard rule broken on purpose: by whom and why stands in the publication for ever. */
export const overrideSchema = v.object({
  rule: planNameSchema,
  agent: v.nullable(plainText),
  date: v.nullable(plainText),
  reason: v.pipe(
    plainText,
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
/** An earlier version is published again on the same terms: what the report knew, and a reason for each broken rule. */
export const rollBackSchema = v.object({
  overrides: v.array(overrideSchema),
  known: v.nullable(v.number()),
});

export const simulatedDaySchema = v.object({
  date: v.string(),
  city: v.string(),
  serviceLevel: v.number(),
  halfWidth: v.number(),
  target: share,
});

/** A simulated figure and the half-width of its 95 % confidence interval. */
export type NewCityRequest = v.InferOutput<typeof newCitySchema>;
export type SaveDraft = v.InferOutput<typeof saveDraftSchema>;
export type RequirementInputs = v.InferOutput<typeof requirementInputsSchema>;
export type Override = v.InferOutput<typeof overrideSchema>;
export type SimulatedDay = v.InferOutput<typeof simulatedDaySchema>;

export interface RequirementDay {
  readonly date: string;
  /** One value per quarter hour from local midnight. */
  readonly cities: Readonly<Record<string, RequirementCurve>>;
  readonly joint: RequirementCurve;
  /** Where agents of different skills took part: the search with the simulator as judge; else the formula. */
  readonly basis?: 'formula' | 'simulation';
  /** False where specialists work beside generalists: the formula assumes that everybody could take everything. */
  readonly isExact?: boolean;
  /** Agents per skill group, where the simulator judged. */
  readonly groups?: readonly SkillGroupCurve[];
}

/** People by the set of cities whose calls they may take. */
export const skillSetsAnswerSchema = v.object({
  sets: v.array(v.object({ cities: v.array(v.string()), people: v.number() })),
});
export type SkillSet = v.InferOutput<typeof skillSetsAnswerSchema>['sets'][number];

/** Agents with the same cities. */
interface SkillGroupCurve {
  readonly cities: readonly string[];
  /** On the telephones, and with shrinkage. */
  readonly requiredAgents: readonly number[];
  readonly scheduledAgents: readonly number[];
}

interface RequirementCurve {
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
  /** `null`: by hand, or not known. */
  readonly origin: RosterOriginAnswer | null;
  /** The version that everybody sees and that says what this draft says; `null`: none does. */
  readonly publishedAs: number | null;
  readonly reader: ReaderOfPlan;
  /** `null`: the reader sees everybody. */
  readonly others: CoverOfOthers | null;
}

/** Answer to a save. */
export type SavedDraft = Pick<DraftAnswer, 'revision' | 'origin'>;

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
  /** Hard rules broken that the reader does not see: other cities' people, or what stands behind the rule. */
  readonly unseen?: number;
  /** People whose duties the publication makes new, changes or cancels: ids. Absent in versions of before it was reported. */
  readonly informed?: readonly string[];
  readonly overrides: readonly (Override & { readonly by: string })[];
  readonly simulated: readonly SimulatedDay[];
  /** The move of the day that this version was made for, why, and the version that it changed. */
  readonly move?: AppliedMove & { readonly reason: string; readonly before: number };
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
  /** How its roster was made; `null`: by hand, or not known. */
  readonly origin: RosterOriginAnswer | null;
}
