import { patternStarts } from '../shifts/shift-pattern.ts';
import { legalBreakMinutes } from '../shifts/legal-breaks.ts';
import { activityIssues } from './activity-issues.ts';
import { addDays, weekdayOf, type PlainDate } from '../time/plain-date.ts';
import type { RosterAgent } from './agent.ts';
import type { RosterProblem } from './problem.ts';
import type { RuleName } from './rules.ts';

/** Something in a problem that no roster can put right. */
export interface ProblemIssue {
  readonly code: ProblemIssueCode;
  readonly rule?: RuleName;
  readonly agent?: string;
  readonly date?: PlainDate;
  readonly facts: Readonly<Record<string, number | string>>;
}

export type ProblemIssueCode =
  | 'daysNotConsecutive'
  | 'agentTwice'
  | 'agentWithoutSkill'
  | 'unknownContract'
  | 'contractTooLong'
  | 'contractDayTooLong'
  | 'absencesOverlap'
  | 'absenceEndsBeforeItStarts'
  | 'wishOutsidePlan'
  | 'activityUnknownGuest'
  | 'activityOutsideOpening'
  | 'activitiesOverlap'
  | 'pinUnknown'
  | 'pinOnAbsence'
  | 'pinOutsideOpening'
  | 'patternBreakTooShort'
  | 'patternNeverFits'
  | 'demandOutsideOpening'
  | 'demandUnknownGroup'
  | 'demandWrongLength';

/** Average week that the law allows at most: six days of eight hours (ArbZG § 3). */
const LONGEST_WEEK_MINUTES = 48 * 60;
const LONGEST_DAY_MINUTES = 10 * 60;

/** Everything about a problem that makes no sense before any roster is made; empty when it can be planned. */
export function problemIssues(problem: RosterProblem): readonly ProblemIssue[] {
  return [
    ...planIssues(problem),
    ...contractIssues(problem),
    ...patternIssues(problem),
    ...demandIssues(problem),
    ...problem.agents.flatMap((agent) => agentIssues(problem, agent)),
    ...pinIssues(problem),
    ...activityIssues(problem),
  ];
}

function planIssues({ days, agents }: RosterProblem): ProblemIssue[] {
  const issues: ProblemIssue[] = days.flatMap(({ date }, index): ProblemIssue[] => {
    const first = days[0]?.date;
    return first !== undefined && date !== addDays(first, index)
      ? [{ code: 'daysNotConsecutive', date, facts: { expected: addDays(first, index) } }]
      : [];
  });
  const seen = new Set<string>();
  for (const { id } of agents) {
    if (seen.has(id)) issues.push({ code: 'agentTwice', agent: id, facts: {} });
    seen.add(id);
  }
  return issues;
}

function contractIssues({ contracts }: RosterProblem): ProblemIssue[] {
  return contracts.flatMap((contract): ProblemIssue[] => {
    const facts = { contract: contract.id };
    const issues: ProblemIssue[] = [];
    if (contract.weeklyMinutes > LONGEST_WEEK_MINUTES)
      issues.push({
        code: 'contractTooLong',
        rule: 'contractMinutes',
        facts: { ...facts, found: contract.weeklyMinutes / 60, allowed: LONGEST_WEEK_MINUTES / 60 },
      });
    if (contract.maxDayMinutes > LONGEST_DAY_MINUTES)
      issues.push({
        code: 'contractDayTooLong',
        rule: 'workingDay',
        facts: { ...facts, found: contract.maxDayMinutes / 60, allowed: LONGEST_DAY_MINUTES / 60 },
      });
    return issues;
  });
}

function patternIssues({ patterns, days }: RosterProblem): ProblemIssue[] {
  return patterns.flatMap((pattern): ProblemIssue[] => {
    const issues: ProblemIssue[] = [];
    const wanted = legalBreakMinutes(pattern.workMinutes);
    if ((pattern.breakMinutes ?? wanted) < wanted)
      issues.push({
        code: 'patternBreakTooShort',
        rule: 'legalBreaks',
        facts: { pattern: pattern.id, found: pattern.breakMinutes ?? 0, allowed: wanted },
      });
    const fits = patternStarts(pattern).some(({ startMinute, endMinute }) =>
      days.some(
        ({ open }) => open !== undefined && startMinute >= open.startMinute && endMinute <= open.endMinute,
      ),
    );
    if (!fits)
      issues.push({ code: 'patternNeverFits', rule: 'openingHours', facts: { pattern: pattern.id } });
    return issues;
  });
}

function demandIssues({ demand, days, groups, intervalMinutes }: RosterProblem): ProblemIssue[] {
  const perDay = (24 * 60) / intervalMinutes;
  return demand.flatMap(({ group, scheduledAgents }): ProblemIssue[] => {
    const issues: ProblemIssue[] = [];
    if (!groups.some(({ id }) => id === group)) issues.push({ code: 'demandUnknownGroup', facts: { group } });
    if (scheduledAgents.length !== days.length || scheduledAgents.some((row) => row.length !== perDay))
      return [...issues, { code: 'demandWrongLength', facts: { group, days: days.length, perDay } }];
    for (const [day, row] of scheduledAgents.entries()) {
      const open = days[day]?.open;
      const outside = row.findIndex((wanted, interval) => {
        const minute = interval * intervalMinutes;
        return wanted > 0 && (open === undefined || minute < open.startMinute || minute >= open.endMinute);
      });
      const date = days[day]?.date;
      if (outside >= 0 && date !== undefined)
        issues.push({
          code: 'demandOutsideOpening',
          rule: 'openingHours',
          date,
          facts: { group, minute: outside * intervalMinutes },
        });
    }
    return issues;
  });
}

function agentIssues(problem: RosterProblem, agent: RosterAgent): ProblemIssue[] {
  const issues: ProblemIssue[] = [];
  const own = agent.id;
  if (!problem.contracts.some(({ id }) => id === agent.contract))
    issues.push({ code: 'unknownContract', agent: own, facts: { contract: agent.contract } });
  const held = new Set(agent.skills.map(({ skill }) => skill));
  if (!problem.groups.some(({ skills }) => skills.every((skill) => held.has(skill))))
    issues.push({
      code: 'agentWithoutSkill',
      rule: 'requiredSkill',
      agent: own,
      facts: { skills: [...held].join(', ') },
    });
  const absences = [...agent.absences].sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const [index, absence] of absences.entries()) {
    if (absence.until < absence.from)
      issues.push({
        code: 'absenceEndsBeforeItStarts',
        rule: 'absence',
        agent: own,
        date: absence.from,
        facts: { until: absence.until },
      });
    const next = absences[index + 1];
    if (next !== undefined && next.from <= absence.until)
      issues.push({
        code: 'absencesOverlap',
        rule: 'absence',
        agent: own,
        date: next.from,
        facts: { first: absence.kind, second: next.kind, until: absence.until },
      });
  }
  const first = problem.days[0]?.date;
  const last = problem.days.at(-1)?.date;
  for (const { date } of agent.wishes) {
    if (first !== undefined && last !== undefined && (date < first || date > last))
      issues.push({
        code: 'wishOutsidePlan',
        rule: 'dayOffRequest',
        agent: own,
        date,
        facts: { first, last },
      });
  }
  return issues;
}

function pinIssues(problem: RosterProblem): ProblemIssue[] {
  return problem.pins.flatMap((pin): ProblemIssue[] => {
    const agent = problem.agents.find(({ id }) => id === pin.agent);
    const day = problem.days.find(({ date }) => date === pin.date);
    if (agent === undefined || day === undefined)
      return [{ code: 'pinUnknown', rule: 'pinned', agent: pin.agent, date: pin.date, facts: {} }];
    if (pin.kind === 'off') return [];
    const issues: ProblemIssue[] = [];
    const { agent: owner, date } = pin;
    const start = problem.patterns
      .filter(({ id, weekdays }) => id === pin.pattern && (weekdays?.includes(weekdayOf(date)) ?? true))
      .flatMap(patternStarts)
      .find(({ startMinute }) => startMinute === pin.startMinute);
    if (start === undefined)
      issues.push({
        code: 'pinUnknown',
        rule: 'pinned',
        agent: owner,
        date,
        facts: { pattern: pin.pattern },
      });
    else if (
      day.open === undefined ||
      start.startMinute < day.open.startMinute ||
      start.endMinute > day.open.endMinute
    )
      issues.push({
        code: 'pinOutsideOpening',
        rule: 'openingHours',
        agent: owner,
        date,
        facts: { minute: start.startMinute },
      });
    const away = agent.absences.find(({ from, until }) => from <= date && date <= until);
    if (away !== undefined)
      issues.push({
        code: 'pinOnAbsence',
        rule: 'absence',
        agent: owner,
        date,
        facts: { absence: away.kind },
      });
    return issues;
  });
}
