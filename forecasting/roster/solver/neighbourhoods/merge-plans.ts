import { planCost, type DutyModel, type Plan } from '../model/duty-model.ts';
import { LawfulCalendar } from '../model/lawful-calendar.ts';

/**
 * The best of two plans, part by part: days of the other plan are taken over where that is cheaper.
 *
 * Searchers that improve different days of the same roster would otherwise lose each other's work.
 * @param parts lists of days to try, one after the other
 */
export function mergePlans(
  model: DutyModel,
  own: Plan,
  other: Plan,
  parts: readonly (readonly number[])[],
): Plan {
  const lawful = new LawfulCalendar(model);
  let best = own.cost <= other.cost ? own : other;
  const donor = best === own ? other : own;
  for (const days of parts) {
    const duties = best.duties.map((mine, index) => {
      const theirs = donor.duties[index];
      const agent = model.agents[index];
      if (theirs === undefined || agent === undefined || days.every((day) => mine[day] === theirs[day]))
        return mine;
      const mixed = mine.slice();
      for (const day of days) mixed[day] = theirs[day] ?? -1;
      return lawful.isLawful(agent, mixed) ? mixed : mine;
    });
    if (duties.every((duty, index) => duty === best.duties[index])) continue;
    const cost = planCost(model, duties);
    if (cost < best.cost - 1e-6) best = { duties, cost };
  }
  return best;
}
