import { weekdayOf } from '../../time/plain-date.ts';
import { isYearEndDay } from '../year-end.ts';
import { paidMinutes } from '../roster.ts';
import { agentRule, dayOf, shiftsOf, type AgentView, type RosterView } from './rule.ts';

/** Hard rule: paid time over the plan, absences credited, stays within the contract's balance; sized by minutes beyond. */
export const contractMinutes = agentRule({
  name: 'contractMinutes',
  source: 'TVöD-VKA § 6 (1), (2); ArbZG § 3',
  hard: true,
  unit: 'minutes',
  check: (own, view) => {
    const { contract, agent } = own;
    if (contract === undefined) return [];
    const wanted = (contract.weeklyMinutes * view.problem.days.length) / 7;
    const worked = shiftsOf(own).reduce((minutes, { shift }) => minutes + paidMinutes(shift), 0);
    const found = worked + creditedMinutes(own, view);
    const size = Math.abs(found - wanted) - contract.balanceMinutes;
    return size > 0
      ? [{ size, agent: agent.id, facts: { found, wanted, balance: contract.balanceMinutes } }]
      : [];
  },
});

/**
 * Paid time of absent days, Monday to Friday: a fifth of the week unless the absence says otherwise. Public holidays,
 * 24 and 31 December are credited too, also to those who work on them.
 */
function creditedMinutes({ agent, contract }: AgentView, view: RosterView): number {
  let minutes = 0;
  for (let day = 0; day < view.problem.days.length; day++) {
    const { date, isHoliday } = dayOf(view, day);
    if (weekdayOf(date) > 5) continue;
    const absence = agent.absences.find(({ from, until }) => from <= date && date <= until);
    const isFree = isHoliday || isYearEndDay(date);
    if (isFree || absence !== undefined)
      minutes += (isFree ? undefined : absence?.creditedMinutesPerDay) ?? (contract?.weeklyMinutes ?? 0) / 5;
  }
  return minutes;
}
