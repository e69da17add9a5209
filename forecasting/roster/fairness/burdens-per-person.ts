import type { Burdens } from '../model/agent.ts';
import { burdensOfShift, noBurdens, type Burden } from '../model/fairness.ts';
import type { PlanDay, RosterProblem } from '../model/problem.ts';

/**
 * How many early, late, Saturday … duties the demand of a plan has for a person, on average.
 *
 * Whoever is at work during an interval before eight started early, whoever is there after six ends late, and a whole
 * day's burden weighs on as many as its busiest interval wants.
 */
export function burdensPerPerson(
  problem: Pick<RosterProblem, 'agents' | 'days' | 'demand' | 'intervalMinutes'>,
): Burdens {
  const duties: Record<Burden, number> = { ...noBurdens };
  const people = Math.max(1, problem.agents.length);
  for (const [index, day] of problem.days.entries())
    for (const [burden, wanted] of peopleBurdened(problem, day, index)) duties[burden] += wanted / people;
  return duties;
}

/** Per burden of a day: most people wanted at once in an interval that carries it. */
function peopleBurdened(
  { demand, intervalMinutes }: Pick<RosterProblem, 'demand' | 'intervalMinutes'>,
  day: PlanDay,
  index: number,
): ReadonlyMap<Burden, number> {
  const most = new Map<Burden, number>();
  for (let interval = 0; interval * intervalMinutes < 24 * 60; interval++) {
    const wanted = demand.reduce(
      (sum, { scheduledAgents }) => sum + (scheduledAgents[index]?.[interval] ?? 0),
      0,
    );
    const span = { startMinute: interval * intervalMinutes, endMinute: (interval + 1) * intervalMinutes };
    for (const burden of burdensOfShift(span, day)) most.set(burden, Math.max(most.get(burden) ?? 0, wanted));
  }
  return most;
}
