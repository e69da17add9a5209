import type { RosterProblem } from './problem.ts';
import type { RuleName } from './rules.ts';
import { AgentCalendar } from './solver/agent-calendar.ts';
import { compileProblem, type Relaxations } from './solver/compile-problem.ts';
import { emptyDuties } from './solver/duty-model.ts';
import { noPrices } from './solver/coverage-state.ts';
import { PathSearch } from './solver/path-search.ts';

/** A person for whom no calendar keeps all hard rules, and what would help. */
export interface BlockedAgent {
  readonly agent: string;
  /** Any one of these rules given up would make room; empty when no single one does. */
  readonly blockedBy: readonly RuleName[];
  /** The rules given up to plan the person at all, fewest first; the roster is then not publishable. */
  readonly relaxed: readonly RuleName[];
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
];

/**
 * Names the people who cannot be planned lawfully, each tested by actually switching rules off:
 * first one at a time, then all of them in turn until something is possible.
 */
export function blockedAgents(problem: RosterProblem): readonly BlockedAgent[] {
  const blocked = agentsWithoutCalendar(problem, new Map());
  return blocked.map((agent) => {
    const alone: RosterProblem = { ...problem, agents: problem.agents.filter(({ id }) => id === agent) };
    const helps = (rules: readonly RuleName[]): boolean =>
      agentsWithoutCalendar(alone, new Map([[agent, rules]])).length === 0;
    const blockedBy = relaxable.filter((rule) => helps([rule]));
    const [first] = blockedBy;
    if (first !== undefined) return { agent, blockedBy, relaxed: [first] };
    const relaxed: RuleName[] = [];
    for (const rule of relaxable) {
      relaxed.push(rule);
      if (helps(relaxed)) return { agent, blockedBy, relaxed };
    }
    return { agent, blockedBy, relaxed };
  });
}

export function relaxationsOf(blocked: readonly BlockedAgent[]): Relaxations {
  return new Map(blocked.map(({ agent, relaxed }) => [agent, relaxed]));
}

function agentsWithoutCalendar(problem: RosterProblem, relaxed: Relaxations): readonly string[] {
  const { model } = compileProblem(problem, undefined, relaxed);
  const search = new PathSearch();
  const prices = noPrices(model);
  return model.agents.flatMap((agent) =>
    new AgentCalendar(model, agent, search).best(emptyDuties(model), 0, model.days, prices) === undefined
      ? [agent.name]
      : [],
  );
}
