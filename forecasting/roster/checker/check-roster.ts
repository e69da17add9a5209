import { worksAgreement } from '../rules/index.ts';
import type { AgentView, Finding, Rule, RosterView } from '../rules/rule.ts';
import { daySpan, type PlainDate } from '../../time/plain-date.ts';
import { MINUTE_MS } from '../../time/instant.ts';
import type { RosterProblem } from '../model/problem.ts';
import type { Roster, RosterShift } from '../model/roster.ts';
import {
  ruleWeight,
  type RosterCheck,
  type RuleName,
  type SoftRuleName,
  type Violation,
} from '../model/rules.ts';

/**
 * Recounts every rule and the objective of any roster, also of one edited by hand.
 * Shares nothing with the search but the problem, its prices and the law's numbers: it judges names, dates and minutes
 * as they stand in the roster.
 */
export function checkRoster(problem: RosterProblem, roster: Roster, previous?: Roster): RosterCheck {
  return rosterChecker(problem, previous)(roster);
}

/**
 * A checker prepared for many rosters of one problem: rules about one person are counted again only for people whose
 * shifts changed since the last call, so that each edit in a grid of 120 people × 28 days is judged within milliseconds.
 */
export function rosterChecker(problem: RosterProblem, previous?: Roster): (roster: Roster) => RosterCheck {
  const dayIndex = new Map(problem.days.map(({ date }, index) => [date, index]));
  const dayMinutes = problem.days.map(({ date }) => {
    const { start, end } = daySpan(date, problem.zone);
    return (end - start) / MINUTE_MS;
  });
  const rules = worksAgreement.filter(({ name }) => problem.rules[name]?.enabled !== false);
  const contracts = new Map(problem.contracts.map((contract) => [contract.id, contract]));
  const known = new Map<
    string,
    { readonly shifts: readonly RosterShift[]; readonly own: AgentView; readonly found: readonly Violation[] }
  >();
  return (roster) => {
    const byAgent = new Map<string, RosterShift[]>(problem.agents.map(({ id }) => [id, []]));
    const strangers: RosterShift[] = [];
    for (const shift of roster.shifts) {
      const own = byAgent.get(shift.agent);
      if (own === undefined || !dayIndex.has(shift.date)) strangers.push(shift);
      else own.push(shift);
    }
    const agents: AgentView[] = [];
    const view: RosterView = { problem, dayIndex, agents, dayMinutes, previous: previous?.shifts };
    const violations: Violation[] = strangers.map((shift) => strangerViolation(shift));
    const perAgent: Violation[] = [];
    for (const agent of problem.agents) {
      const shifts = byAgent.get(agent.id) ?? [];
      const before = known.get(agent.id);
      const isSame =
        before?.shifts.length === shifts.length && before.shifts.every((shift, i) => shift === shifts[i]);
      if (before !== undefined && isSame) {
        agents.push(before.own);
        perAgent.push(...before.found);
        continue;
      }
      const own: AgentView = {
        agent,
        contract: contracts.get(agent.contract),
        days: layOut(shifts, problem, dayIndex),
      };
      agents.push(own);
      const found = rules.flatMap((rule) =>
        rule.scope === 'agent'
          ? rule.check(own, view).map((finding) => violation(problem, rule, finding))
          : [],
      );
      known.set(agent.id, { shifts, own, found });
      perAgent.push(...found);
    }
    for (const rule of rules) {
      if (rule.scope === 'plan')
        violations.push(...rule.check(view).map((finding) => violation(problem, rule, finding)));
    }
    return summary([...violations, ...perAgent]);
  };
}

/** Judges one person's shifts by the rules about one person, whatever the others do: fast enough to try hundreds. */
export function personChecker(
  problem: RosterProblem,
): (agentId: string, shifts: readonly RosterShift[]) => readonly Violation[] {
  const dayIndex = new Map(problem.days.map(({ date }, index) => [date, index]));
  const dayMinutes = problem.days.map(({ date }) => {
    const { start, end } = daySpan(date, problem.zone);
    return (end - start) / MINUTE_MS;
  });
  const view: RosterView = { problem, dayIndex, agents: [], dayMinutes, previous: undefined };
  const rules = worksAgreement.filter(({ name }) => problem.rules[name]?.enabled !== false);
  return (agentId, shifts) => {
    const agent = problem.agents.find(({ id }) => id === agentId);
    if (agent === undefined) throw new RangeError(`no agent "${agentId}" in this problem`);
    const contract = problem.contracts.find(({ id }) => id === agent.contract);
    const own: AgentView = { agent, contract, days: layOut(shifts, problem, dayIndex) };
    return rules.flatMap((rule) =>
      rule.scope === 'agent' ? rule.check(own, view).map((finding) => violation(problem, rule, finding)) : [],
    );
  };
}

function layOut(
  shifts: readonly RosterShift[],
  problem: RosterProblem,
  dayIndex: ReadonlyMap<PlainDate, number>,
): readonly (readonly RosterShift[])[] {
  const days: RosterShift[][] = problem.days.map(() => []);
  for (const shift of shifts) days[dayIndex.get(shift.date) ?? -1]?.push(shift);
  return days;
}

function strangerViolation(shift: RosterShift): Violation {
  return {
    rule: 'knownAgentAndPattern',
    hard: true,
    size: 1,
    unit: 'shifts',
    cost: 0,
    agent: shift.agent,
    date: shift.date,
    facts: { reason: 'person or day is not in the plan' },
  };
}

function violation(problem: RosterProblem, rule: Rule, finding: Finding): Violation {
  const { size, facts, ...where } = finding;
  const weight = isSoft(rule.name) ? ruleWeight(problem.rules, rule.name) : 0;
  return {
    rule: rule.name,
    hard: rule.hard,
    size,
    unit: rule.unit,
    cost: rule.hard ? 0 : weight * size,
    ...where,
    facts: facts ?? {},
  };
}

const softRules: ReadonlySet<string> = new Set(
  worksAgreement.filter(({ hard }) => !hard).map(({ name }) => name),
);

function isSoft(name: RuleName): name is SoftRuleName {
  return softRules.has(name);
}

function summary(violations: readonly Violation[]): RosterCheck {
  const hardViolations = violations.filter(({ hard }) => hard);
  const softViolations = violations.filter(({ hard }) => !hard);
  const costs: Partial<Record<RuleName, number>> = {};
  let objective = 0;
  for (const { rule, cost } of softViolations) {
    costs[rule] = (costs[rule] ?? 0) + cost;
    objective += cost;
  }
  return { lawful: hardViolations.length === 0, hardViolations, softViolations, objective, costs };
}
