import { isEmployed } from '../model/employment.ts';
import { agentRule, shiftsOf } from './rule.ts';

/** Hard rule: nobody works before the first or after the last day of their employment. */
export const employment = agentRule({
  name: 'employment',
  source: 'contract; BGB § 611a',
  hard: true,
  unit: 'shifts',
  check: (own) =>
    shiftsOf(own)
      .filter(({ shift }) => !isEmployed(own.agent, shift.date))
      .map(({ shift }) => ({ size: 1, agent: own.agent.id, date: shift.date })),
});
