import type { RosterProblem } from '../model/problem.ts';
import type { Roster } from '../model/roster.ts';
import type { RuleName } from '../model/rules.ts';
import { AgentCalendar } from '../solver/pricing/agent-calendar.ts';
import {
  compileProblem,
  withoutRules,
  type CompiledProblem,
  type Relaxations,
} from '../solver/model/compile-problem.ts';
import { leastRelaxation } from '../solver/model/least-relaxation.ts';
import { emptyDuties, type DutyAgent, type DutyModel } from '../solver/model/duty-model.ts';
import { noPrices } from '../solver/model/coverage-state.ts';
import { PathSearch } from '../solver/pricing/path-search.ts';
import type { Relaxation } from '../solver/model/relaxed-agent.ts';

/** A person for whom no calendar keeps all hard rules, and what would help. */
export interface BlockedAgent {
  readonly agent: string;
  /** Any one of these rules given up would make room; empty when no single one does. */
  readonly blockedBy: readonly RuleName[];
  /** The rules given up to plan the person at all; the roster is then not publishable. */
  readonly relaxed: readonly RuleName[];
  /** How little of them. */
  readonly relaxation: Relaxation;
}

/** Rules in the order in which they are tried: hours first, the law's own rest last. */
const relaxable: readonly RuleName[] = [
  'contractMinutes',
  'pinned',
  'shortestRun',
  'shortestRest',
  'weekends',
  'daysPerWeek',
  'longestRun',
  'averageWorkingDay',
  'noOvertime',
  'freeSundays',
  'maternityProtection',
  'minorsProtection',
  'availability',
  'absence',
  'workingDay',
  'openingHours',
  'sundaysAndHolidays',
  'requiredSkill',
];

/** Rules that are named where they are in the way, and never given up. */
const neverRelaxed: readonly RuleName[] = ['restPeriod'];

/**
 * Names the people who cannot be planned lawfully, each tested by actually switching rules off: first one at a time, then
 * all of them in turn until something is possible. Of the rules then needed, as little as possible is given up.
 */
export function blockedAgents(
  problem: RosterProblem,
  model: DutyModel = compileProblem(problem).model,
): readonly BlockedAgent[] {
  return withoutCalendar(model).map((agent) => {
    const alone: RosterProblem = { ...problem, agents: problem.agents.filter(({ id }) => id === agent) };
    const helps = (rules: readonly RuleName[]): boolean =>
      withoutCalendar(compileProblem(withoutRules(alone, rules)).model).length === 0;
    const blockedBy = [...relaxable, ...neverRelaxed].filter((rule) => helps([rule]));
    const relaxed = rulesToRelax(blockedBy, helps);
    return { agent, blockedBy, relaxed, relaxation: relaxationOf(alone, relaxed) };
  });
}

/** The problem as numbers, with as little given up as it takes that everybody can be planned. */
export function compilePlannable(
  problem: RosterProblem,
  previous?: Roster,
): { readonly compiled: CompiledProblem; readonly blocked: readonly BlockedAgent[] } {
  const asked = compileProblem(problem, previous);
  const blocked = blockedAgents(problem, asked.model);
  const compiled = blocked.length === 0 ? asked : compileProblem(problem, previous, relaxationsOf(blocked));
  return { compiled, blocked };
}

function relaxationsOf(blocked: readonly BlockedAgent[]): Relaxations {
  return new Map(blocked.map(({ agent, relaxation }) => [agent, relaxation]));
}

/** The first single rule that helps; else rules in turn until they help, without those that turn out not to be needed. */
function rulesToRelax(
  blockedBy: readonly RuleName[],
  helps: (rules: readonly RuleName[]) => boolean,
): readonly RuleName[] {
  const first = relaxable.find((rule) => blockedBy.includes(rule));
  if (first !== undefined) return [first];
  const needed = relaxable.findIndex((_, index) => helps(relaxable.slice(0, index + 1)));
  let rules = needed === -1 ? relaxable : relaxable.slice(0, needed + 1);
  for (const rule of needed === -1 ? [] : rules) {
    const fewer = rules.filter((other) => other !== rule);
    if (helps(fewer)) rules = fewer;
  }
  return rules;
}

function relaxationOf(alone: RosterProblem, rules: readonly RuleName[]): Relaxation {
  const everyDay = { rules, days: alone.days.map((_, day) => day), limits: {} };
  const { model } = compileProblem(alone);
  const [asked] = model.agents;
  const [loose] = alone.agents.flatMap(
    ({ id }) => compileProblem(alone, undefined, new Map([[id, everyDay]])).model.agents,
  );
  if (asked === undefined || loose === undefined) throw new RangeError('a problem without people');
  const search = new PathSearch();
  return leastRelaxation(rules, asked, loose, (agent) => hasCalendar(model, agent, search));
}

function withoutCalendar(model: DutyModel): readonly string[] {
  const search = new PathSearch();
  return model.agents.filter((agent) => !hasCalendar(model, agent, search)).map(({ name }) => name);
}

function hasCalendar(model: DutyModel, agent: DutyAgent, search: PathSearch): boolean {
  const alone = { ...model, agents: [agent] };
  const calendar = new AgentCalendar(alone, agent, search);
  return calendar.best(emptyDuties(alone), 0, model.days, noPrices(model)) !== undefined;
}
