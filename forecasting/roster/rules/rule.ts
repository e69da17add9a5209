import type { PlainDate } from '../../time/plain-date.ts';
import type { EmploymentContract, RosterAgent } from '../model/agent.ts';
import type { PlanDay, RosterProblem } from '../model/problem.ts';
import { paidMinutes, type RosterShift } from '../model/roster.ts';
import type { RuleName, SizeUnit } from '../model/rules.ts';

/** A roster laid out for the rules: shifts by agent and day. */
export interface RosterView {
  readonly problem: RosterProblem;
  readonly dayIndex: ReadonlyMap<PlainDate, number>;
  readonly agents: readonly AgentView[];
  /** Elapsed minutes per day of the plan: 1380, 1440 or 1500. */
  readonly dayMinutes: readonly number[];
  /** The roster that this one replaces, where changes have a price. */
  readonly previous: readonly RosterShift[] | undefined;
}

/** One agent's part of a roster. */
export interface AgentView {
  readonly agent: RosterAgent;
  /** Absent when the agent names a contract that does not exist. */
  readonly contract: EmploymentContract | undefined;
  /** All shifts per day of the plan; lawful rosters have at most one. */
  readonly days: readonly (readonly RosterShift[])[];
}

/** One breach of a rule: where and by how much. */
export interface Finding {
  readonly size: number;
  readonly agent?: string;
  readonly date?: PlainDate;
  readonly group?: string;
  readonly city?: string;
  readonly minute?: number;
  readonly facts?: Readonly<Record<string, number | string>>;
}

interface RuleBase {
  readonly name: RuleName;
  /** Act and paragraph, or whose agreement it is. */
  readonly source: string;
  /** Hard: a roster that breaks it is not published. Soft: each unit costs the rule's weight. */
  readonly hard: boolean;
  readonly unit: SizeUnit;
}

/** A rule about one person's calendar, whatever the others do. */
export interface AgentRule extends RuleBase {
  readonly scope: 'agent';
  readonly check: (own: AgentView, view: RosterView) => readonly Finding[];
}

/** A rule about all people together. */
export interface PlanRule extends RuleBase {
  readonly scope: 'plan';
  readonly check: (view: RosterView) => readonly Finding[];
}

export type Rule = AgentRule | PlanRule;

export function agentRule(rule: Omit<AgentRule, 'scope'>): AgentRule {
  return { ...rule, scope: 'agent' };
}

export function planRule(rule: Omit<PlanRule, 'scope'>): PlanRule {
  return { ...rule, scope: 'plan' };
}

/** Every shift of an agent with its day's number, in order of days. */
export function shiftsOf(own: AgentView): readonly { readonly shift: RosterShift; readonly day: number }[] {
  return own.days.flatMap((shifts, day) => shifts.map((shift) => ({ shift, day })));
}

/** A day of the plan on which an agent works, all shifts together. */
export interface WorkedDay {
  readonly day: number;
  readonly date: PlainDate;
  readonly shifts: readonly RosterShift[];
  readonly paid: number;
}

export function workedDays(own: AgentView, view: RosterView): readonly WorkedDay[] {
  return own.days.flatMap((shifts, day) =>
    shifts.length === 0
      ? []
      : [
          {
            day,
            date: dayOf(view, day).date,
            shifts,
            paid: shifts.reduce((minutes, shift) => minutes + paidMinutes(shift), 0),
          },
        ],
  );
}

export function works(own: AgentView, day: number): boolean {
  return (own.days[day]?.length ?? 0) > 0;
}

export function dayOf(view: RosterView, day: number): PlanDay {
  const found = view.problem.days[day];
  if (found === undefined) throw new RangeError(`the plan has no day ${day}`);
  return found;
}
