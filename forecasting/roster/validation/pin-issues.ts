import { patternStarts } from '../../shifts/shift-pattern.ts';
import { weekdayOf } from '../../time/plain-date.ts';
import { isEmployed } from '../model/employment.ts';
import { mayServe, requiredInWords } from '../model/held-skills.ts';
import type { ProblemIssue } from './problem-issue.ts';
import type { Pin, RosterProblem } from '../model/problem.ts';
import { clockTime } from '../../time/clock-time.ts';

/** Pins that no roster can keep. */
export function pinIssues(problem: RosterProblem): readonly ProblemIssue[] {
  return problem.pins.flatMap((pin, index) => [
    ...issuesOf(problem, pin),
    ...contradictions(pin, problem.pins.slice(0, index)),
  ]);
}

function issuesOf(problem: RosterProblem, pin: Pin): readonly ProblemIssue[] {
  const agent = problem.agents.find(({ id }) => id === pin.agent);
  const day = problem.days.find(({ date }) => date === pin.date);
  const { date } = pin;
  if (agent === undefined || day === undefined)
    return [{ code: 'pinUnknown', rule: 'pinned', agent: pin.agent, date, facts: {} }];
  if (pin.kind === 'off') return [];
  const issues: ProblemIssue[] = [];
  const where = { agent: agent.id, date };
  const start = problem.patterns
    .filter(({ id, weekdays }) => id === pin.pattern && (weekdays?.includes(weekdayOf(date)) ?? true))
    .flatMap(patternStarts)
    .find(({ startMinute }) => startMinute === pin.startMinute);
  if (start === undefined)
    issues.push({ code: 'pinUnknown', rule: 'pinned', ...where, facts: { pattern: pin.pattern } });
  else if (
    day.open === undefined ||
    start.startMinute < day.open.startMinute ||
    start.endMinute > day.open.endMinute
  )
    issues.push({
      code: 'pinOutsideOpening',
      rule: 'openingHours',
      ...where,
      facts: { minute: start.startMinute },
    });
  if (!isEmployed(agent, date)) {
    const { from = '…', until = '…' } = agent.employment ?? {};
    issues.push({ code: 'pinOutsideEmployment', rule: 'employment', ...where, facts: { from, until } });
  }
  const away = agent.absences.find(({ from, until }) => from <= date && date <= until);
  if (away !== undefined)
    issues.push({ code: 'pinOnAbsence', rule: 'absence', ...where, facts: { absence: away.kind ?? '' } });
  const group = problem.groups.find(({ id }) => id === pin.group);
  if (group === undefined) {
    const groups = problem.groups.map(({ id }) => id).join(', ');
    issues.push({ code: 'pinUnknownGroup', rule: 'pinned', ...where, facts: { group: pin.group, groups } });
  } else if (!mayServe(agent, group, date)) {
    const facts = { group: group.id, required: requiredInWords([group]) };
    issues.push({ code: 'pinWithoutSkill', rule: 'requiredSkill', ...where, facts });
  }
  return issues;
}

/** Earlier pins of the same person and day that say something else. */
function contradictions(pin: Pin, earlier: readonly Pin[]): readonly ProblemIssue[] {
  const { agent, date } = pin;
  const other = earlier.find(
    (each) => each.agent === agent && each.date === date && inWords(each) !== inWords(pin),
  );
  if (other === undefined) return [];
  const where = { rule: 'pinned', agent, date } as const;
  const [first, second] = [inWords(other), inWords(pin)];
  return first === undefined || second === undefined
    ? [{ code: 'pinnedOffAndShift', ...where, facts: { shift: first ?? second ?? '' } }]
    : [{ code: 'pinsContradict', ...where, facts: { first, second } }];
}

/** `V8 08:00 koeln`; nothing for a day off. */
function inWords(pin: Pin): string | undefined {
  return pin.kind === 'off' ? undefined : `${pin.pattern} ${clockTime(pin.startMinute)} ${pin.group}`;
}
