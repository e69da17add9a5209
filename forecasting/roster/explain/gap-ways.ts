import type { MinuteSpan, PatternStart } from '../../shifts/shift-pattern.ts';
import type { PlainDate } from '../../time/plain-date.ts';
import { needsMinorsBreaks } from '../model/break-places-of.ts';
import type { RosterShift } from '../model/roster.ts';
import { shiftWithActivities } from '../model/with-activities.ts';
import { changedShift, groupsOf, isFree, shiftAt, startsOn, type Ground, type Way } from './ways.ts';

/** A start that covers a gap, and the shift with its best break. */
interface Fitting {
  readonly start: PatternStart;
  readonly shift: RosterShift;
}

/** Where somebody is missing. */
export interface Gap {
  readonly group: string;
  readonly date: PlainDate;
  readonly minute: number;
}

/**
 * Ways to have one more person in a group at a minute: a shift for anyone who is free that day, another start, pattern,
 * group or break for anyone at work.
 */
export function waysToFill(ground: Ground, gap: Gap): readonly Way[] {
  const { problem, roster } = ground;
  const covers = (span: MinuteSpan): boolean => span.startMinute <= gap.minute && gap.minute < span.endMinute;
  const starts = startsOn(problem, gap.date).filter(covers);
  const isPossible = (breaks: readonly MinuteSpan[]): boolean => !breaks.some(covers);
  const shiftsOf = (agent: string): readonly Fitting[] =>
    starts.flatMap((start) => {
      const shift = shiftAt(ground, { agent, date: gap.date, group: gap.group }, start, { isPossible });
      return shift === undefined ? [] : [{ start, shift }];
    });
  const anybodys = shiftsOf('');
  const atWork = new Map(
    roster.shifts.filter(({ date }) => date === gap.date).map((shift) => [shift.agent, shift]),
  );
  return problem.agents.flatMap((agent): readonly Way[] => {
    const { id } = agent;
    const own = atWork.get(id);
    const shifts = needsMinorsBreaks(problem, agent, gap.date) ? shiftsOf(id) : anybodys;
    const isSkilled = groupsOf(problem, id, gap.date).includes(gap.group);
    if (own === undefined)
      return shifts
        .slice(0, isSkilled ? undefined : 1)
        .map(({ shift }) => shiftWithActivities(problem, { ...shift, agent: id }))
        .filter((shift) => isOnPhones(shift, gap))
        .map((shift) => ({ kind: 'addition', helper: id, add: [shift], remove: [] }));
    if (!isFree(problem, own) || !isSkilled) return [];
    const where = { agent: id, date: gap.date, group: gap.group };
    return shifts
      .map(({ start, shift }) =>
        // At the start worked now, the best place of the break depends on where it is now.
        start.pattern === own.pattern && start.startMinute === own.startMinute
          ? shiftAt(ground, where, start, { isPossible, remove: [own] })
          : { ...shift, agent: id },
      )
      .map((to) => (to === undefined ? undefined : changedShift(problem, own, to)))
      .filter((to) => to !== undefined)
      .filter((to) => !isOnPhones(own, gap) && isOnPhones(to, gap))
      .map((to) => ({ kind: 'change', helper: id, add: [to], remove: [own] }));
  });
}

function isOnPhones(
  { group, startMinute, endMinute, breaks, activities = [] }: RosterShift,
  gap: Gap,
): boolean {
  const covers = (span: MinuteSpan): boolean => span.startMinute <= gap.minute && gap.minute < span.endMinute;
  return (
    group === gap.group && covers({ startMinute, endMinute }) && ![...breaks, ...activities].some(covers)
  );
}
