import type { RosterProblem, RosterShift } from '../../../../forecasting/roster/index.ts';
import { type PatternStart, patternStarts } from '../../../../forecasting/shifts/index.ts';
import type { PlainDate } from '../../../../forecasting/time/index.ts';
import { placeBreaks } from './place-breaks.ts';

/** A meeting keeps its time while the shift moves around it; one that falls out of the shift is dropped. */
function withOwnActivities(shift: RosterShift): RosterShift {
  if (shift.activities === undefined) return shift;
  const { activities, ...bare } = shift;
  const kept = activities.filter(
    ({ startMinute, endMinute }) => startMinute >= shift.startMinute && endMinute <= shift.endMinute,
  );
  return kept.length === 0 ? bare : { ...bare, activities: kept };
}

/** One quarter hour: the step of every edit by key or mouse. */
export const STEP_MINUTES = 15;

/** The whole shift earlier or later, its breaks with it; unchanged where it would leave the day. */
export function movedShift(shift: RosterShift, minutes: number): RosterShift {
  const startMinute = shift.startMinute + minutes;
  const endMinute = shift.endMinute + minutes;
  if (startMinute < 0 || endMinute > 24 * 60) return shift;
  return withOwnActivities({
    ...shift,
    startMinute,
    endMinute,
    breaks: shift.breaks.map((pause) => ({
      startMinute: pause.startMinute + minutes,
      endMinute: pause.endMinute + minutes,
    })),
  });
}

/**
 * Start or end moved by so many minutes; breaks are placed anew, lawfully, and the pattern becomes one of that length
 * if there is one. The checker judges what comes out.
 */
export function resizedShift(
  problem: Pick<RosterProblem, 'patterns'>,
  shift: RosterShift,
  edge: 'start' | 'end',
  minutes: number,
): RosterShift {
  const startMinute = shift.startMinute + (edge === 'start' ? minutes : 0);
  const endMinute = shift.endMinute + (edge === 'end' ? minutes : 0);
  const span = endMinute - startMinute;
  if (startMinute < 0 || endMinute > 24 * 60 || span < 60) return shift;
  const breaks = placeBreaks(startMinute, span);
  const breakMinutes = breaks.reduce((sum, pause) => sum + pause.endMinute - pause.startMinute, 0);
  const pattern = problem.patterns.find((candidate) => candidate.workMinutes === span - breakMinutes);
  return withOwnActivities({
    ...shift,
    startMinute,
    endMinute,
    breaks,
    pattern: pattern?.id ?? shift.pattern,
  });
}

/** A pattern's start as a shift of one person on one day. */
export function shiftFrom(start: PatternStart, agent: string, date: PlainDate, group: string): RosterShift {
  return {
    agent,
    date,
    group,
    pattern: start.pattern,
    startMinute: start.startMinute,
    endMinute: start.endMinute,
    breaks: placeBreaks(start.startMinute, start.endMinute - start.startMinute, start.breakMinutes),
  };
}

/** Pattern starts that lie within the day's opening hours and the person's contract. */
export function startsFor(
  problem: Pick<RosterProblem, 'patterns' | 'days' | 'contracts' | 'agents'>,
  agentId: string,
  dayIndex: number,
): readonly PatternStart[] {
  const open = problem.days[dayIndex]?.open;
  const agent = problem.agents.find(({ id }) => id === agentId);
  const contract = problem.contracts.find(({ id }) => id === agent?.contract);
  if (open === undefined || contract === undefined) return [];
  const from = Math.max(open.startMinute, contract.earliestStartMinute);
  const until = Math.min(open.endMinute, contract.latestEndMinute);
  return problem.patterns
    .flatMap((pattern) => patternStarts(pattern))
    .filter(
      (start) =>
        start.startMinute >= from && start.endMinute <= until && start.workMinutes <= contract.maxDayMinutes,
    );
}

/** Groups that a person may be planned for on a day: they hold every skill of the group then. */
export function groupsFor(
  problem: Pick<RosterProblem, 'groups' | 'agents'>,
  agentId: string,
  date: PlainDate,
): readonly string[] {
  const agent = problem.agents.find(({ id }) => id === agentId);
  if (agent === undefined) return [];
  const holds = (skill: string): boolean =>
    agent.skills.some(
      (held) => held.skill === skill && (held.from ?? date) <= date && (held.until ?? date) >= date,
    );
  return problem.groups.filter((group) => group.skills.every(holds)).map(({ id }) => id);
}
