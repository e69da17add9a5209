import { burdenPrice, burdensOfShift } from '../model/fairness.ts';
import { agentRule, dayOf, shiftsOf } from './rule.ts';

/**
 * Soft rule: early, late and weekend duties go to those who carried fewer of them lately.
 * A burdensome shift is sized by how far its owner's ledger lies above the team's lightest.
 */
export const fairBurdens = agentRule({
  name: 'fairBurdens',
  source: 'works agreement: fair share of burdens',
  hard: false,
  unit: 'points',
  check: (own, view) => {
    const { burdens } = own.agent;
    if (burdens === undefined) return [];
    return shiftsOf(own).flatMap(({ shift, day }) => {
      const size = burdensOfShift(shift, dayOf(view, day)).reduce(
        (sum, burden) => sum + burdenPrice(view.problem, burdens, burden),
        0,
      );
      return size > 0 ? [{ size, agent: own.agent.id, date: shift.date, minute: shift.startMinute }] : [];
    });
  },
});
