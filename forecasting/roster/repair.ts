import type { PlainDate } from '../time/plain-date.ts';
import { RosterExplainer, type Alternative } from './explain.ts';
import type { RosterProblem } from './problem.ts';
import type { Roster, RosterShift } from './roster.ts';

export interface SickCall {
  readonly agent: string;
  /** Both days included. */
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/** What to do about one shift that fell out. */
export interface RepairOptions {
  readonly shift: RosterShift;
  /** Cost of leaving the shift open. */
  readonly costIfOpen: number;
  /** Lawful ways to fill it, cheapest first, each with its costs against the open gap. */
  readonly options: readonly Alternative[];
}

export interface Repair {
  /** The problem with the absence noted. */
  readonly problem: RosterProblem;
  /** The roster without the absent person's shifts. */
  readonly roster: Roster;
  readonly openShifts: readonly RepairOptions[];
}

const MOST_OPTIONS = 5;

/**
 * Ranked ways to fill the shifts of somebody who called in sick.
 * Everyone else keeps their shifts: an option changes the day of the person who steps in, and nothing more.
 */
export function repairSickCall(problem: RosterProblem, roster: Roster, call: SickCall): Repair {
  const agents = problem.agents.map((agent) =>
    agent.id === call.agent
      ? {
          ...agent,
          absences: [...agent.absences, { from: call.from, until: call.until, kind: 'sick' as const }],
        }
      : agent,
  );
  const after: RosterProblem = {
    ...problem,
    agents,
    pins: problem.pins.filter(
      ({ agent, date }) => agent !== call.agent || date < call.from || date > call.until,
    ),
  };
  const isLost = ({ agent, date }: RosterShift): boolean =>
    agent === call.agent && call.from <= date && date <= call.until;
  const left: Roster = { shifts: roster.shifts.filter((shift) => !isLost(shift)) };
  const explainer = new RosterExplainer(after, left);
  const openShifts = roster.shifts.filter(isLost).map((shift): RepairOptions => {
    const options = explainer.alternatives([], explainer.takeovers(shift), MOST_OPTIONS);
    const costIfOpen = -Math.min(0, ...options.map(({ costChange }) => costChange));
    return { shift, costIfOpen, options };
  });
  return { problem: after, roster: left, openShifts };
}
