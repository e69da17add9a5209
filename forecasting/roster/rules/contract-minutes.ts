import { hoursOwed } from '../model/hours-owed.ts';
import { paidMinutes } from '../model/roster.ts';
import { agentRule, shiftsOf } from './rule.ts';

/**
 * Hard rule: paid time over the plan, absences credited, stays within the contract's balance; sized by minutes beyond.
 * Nobody can work less than nothing: where credits alone lie beyond the balance, only what is worked on top counts.
 */
export const contractMinutes = agentRule({
  name: 'contractMinutes',
  source: 'TVöD-VKA § 6 (1), (2); ArbZG § 3',
  hard: true,
  unit: 'minutes',
  check: (own, view) => {
    const { contract, agent } = own;
    if (contract === undefined) return [];
    const { least, most, credited } = hoursOwed(view.problem, agent, contract);
    const worked = shiftsOf(own).reduce((minutes, { shift }) => minutes + paidMinutes(shift), 0);
    const found = worked + credited;
    const wanted = found < least ? least : most;
    const beyond = Math.abs(found - wanted) - contract.balanceMinutes;
    const size = found < least ? beyond : Math.min(found <= most ? 0 : beyond, worked);
    return size > TOLERANCE_MINUTES
      ? [{ size, agent: agent.id, facts: { found, wanted, balance: contract.balanceMinutes } }]
      : [];
  },
});

/** Shares of a week are no whole minutes. */
const TOLERANCE_MINUTES = 1e-6;
