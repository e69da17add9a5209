import type { RosterAgent } from '../model/agent.ts';
import { isEmployed } from '../model/employment.ts';
import { requiredInWords, skillsInWords } from '../model/held-skills.ts';
import type { ProblemIssue } from './problem-issue.ts';
import type { RosterProblem } from '../model/problem.ts';
import { wishIssues } from './wish-issues.ts';
import { clockTime } from '../../time/clock-time.ts';

/** What is told of one person that cannot be, or that leaves nothing to plan. */
export function agentIssues(problem: RosterProblem, agent: RosterAgent): readonly ProblemIssue[] {
  return [
    ...(problem.contracts.some(({ id }) => id === agent.contract)
      ? []
      : [{ code: 'unknownContract', agent: agent.id, facts: { contract: agent.contract } } as const]),
    ...employmentIssues(agent),
    ...skillIssues(problem, agent),
    ...absenceIssues(agent),
    ...availabilityIssues(agent),
    ...wishIssues(problem, agent),
    ...pastIssues(problem, agent),
  ];
}

function skillIssues({ days, groups }: RosterProblem, agent: RosterAgent): readonly ProblemIssue[] {
  const reversed = agent.skills.flatMap(({ skill, from, until }): ProblemIssue[] =>
    from !== undefined && until !== undefined && until < from
      ? [
          {
            code: 'skillEndsBeforeItStarts',
            rule: 'requiredSkill',
            agent: agent.id,
            date: from,
            facts: { skill, until },
          },
        ]
      : [],
  );
  // A skill that is not valid on any day of the plan leaves the person out of it; one that no group asks for is a mistake.
  const held = new Set(agent.skills.map(({ skill }) => skill));
  const isUseful = groups.some((group) => group.skills.every((skill) => held.has(skill)));
  const isThere = days.some(
    ({ date }) =>
      isEmployed(agent, date) && !agent.absences.some(({ from, until }) => from <= date && date <= until),
  );
  if (isUseful || !isThere) return reversed;
  const facts = { skills: skillsInWords(agent.skills), required: requiredInWords(groups) };
  return [...reversed, { code: 'agentWithoutSkill', rule: 'requiredSkill', agent: agent.id, facts }];
}

function employmentIssues({ id, employment }: RosterAgent): readonly ProblemIssue[] {
  const { from, until } = employment ?? {};
  return from !== undefined && until !== undefined && until < from
    ? [
        {
          code: 'employmentEndsBeforeItStarts',
          rule: 'employment',
          agent: id,
          date: from,
          facts: { until },
        },
      ]
    : [];
}

function absenceIssues({ id, absences }: RosterAgent): readonly ProblemIssue[] {
  const issues: ProblemIssue[] = [];
  const sorted = [...absences].sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const [index, absence] of sorted.entries()) {
    if (absence.until < absence.from)
      issues.push({
        code: 'absenceEndsBeforeItStarts',
        rule: 'absence',
        agent: id,
        date: absence.from,
        facts: { until: absence.until },
      });
    const next = sorted[index + 1];
    if (next !== undefined && next.from <= absence.until)
      issues.push({
        code: 'absencesOverlap',
        rule: 'absence',
        agent: id,
        date: next.from,
        facts: { first: absence.kind ?? '', second: next.kind ?? '', until: absence.until },
      });
  }
  return issues;
}

function availabilityIssues({ id, availability = [] }: RosterAgent): readonly ProblemIssue[] {
  return availability.flatMap(({ weekday, spans }) =>
    spans
      .filter(({ startMinute, endMinute }) => endMinute <= startMinute)
      .map(({ startMinute, endMinute }): ProblemIssue => ({
        code: 'availabilityReversed',
        rule: 'availability',
        agent: id,
        facts: { weekday, start: clockTime(startMinute), end: clockTime(endMinute) },
      })),
  );
}

function pastIssues(
  { days: [first] }: RosterProblem,
  { id, past = [] }: RosterAgent,
): readonly ProblemIssue[] {
  return past.flatMap(({ date }): ProblemIssue[] =>
    first !== undefined && date >= first.date
      ? [{ code: 'pastInPlan', agent: id, date, facts: { first: first.date } }]
      : [],
  );
}
