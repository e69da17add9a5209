import * as v from 'valibot';
import type { RepairKind, RosterShift } from '../../forecasting/roster/index.ts';
import type { PlainDate } from '../../forecasting/time/index.ts';
import { planNameSchema, rosterCellSchema, rosterShiftSchema } from './plan.ts';
import { planDaySchema } from './calendar-day.ts';

const sickCall = {
  agent: planNameSchema,
  from: planDaySchema,
  until: planDaySchema,
};
const LAST_BEFORE_FIRST = 'the last day must not lie before the first';

/** Somebody called in sick: what could be done about their published shifts? */
export const repairRequestSchema = v.pipe(
  v.object(sickCall),
  v.check(({ from, until }) => from <= until, LAST_BEFORE_FIRST),
);

/** The options that the planner chose, as cells of the published roster; nothing chosen leaves the shifts open. */
export const repairDraftSchema = v.pipe(
  v.object({
    ...sickCall,
    /** In the words of the planner's language. */
    title: planNameSchema,
    publication: v.pipe(v.number(), v.integer()),
    set: v.pipe(v.array(rosterShiftSchema), v.maxLength(200)),
    cleared: v.pipe(v.array(rosterCellSchema), v.maxLength(200)),
  }),
  v.check(({ from, until }) => from <= until, LAST_BEFORE_FIRST),
);

/** One lawful way to fill a lost shift, with its sentence in both languages. */
interface RepairAnswerOption {
  readonly kind: RepairKind;
  readonly agent: string;
  /**
   * Against the open gap, the price of the changes included: what the ranking goes by. `null` for whoever does not plan all
   * of its people: the price of a refused wish would reveal the wish.
   */
  readonly price: number | null;
  readonly changedDays: number;
  readonly add: readonly RosterShift[];
  readonly remove: readonly { readonly agent: string; readonly date: PlainDate }[];
  readonly de: string;
  readonly en: string;
}

export interface RepairAnswer {
  /** The version that holds; `null`: nothing is published for these days. */
  readonly publication: number | null;
  readonly openShifts: readonly {
    readonly shift: RosterShift;
    readonly costIfOpen: number;
    readonly options: readonly RepairAnswerOption[];
  }[];
}
