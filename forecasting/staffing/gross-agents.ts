import { requireNotNegative, requireShareBelowOne } from '../erlang/require-argument.ts';
import { ceiling, decimal, dividedBy, minus } from './decimal.ts';

/**
 * Agents to be scheduled so that `agents` remain on the phones: the smallest whole number ≥ agents ÷ (1 − shrinkage),
 * both read as the decimals they are written as, so that 14 agents at 0.125 need exactly 16.
 *
 * @param agents agents on the phones, ≥ 0
 * @param shrinkage share of paid time not available for calls, in [0, 1)
 * @throws RangeError for a negative number of agents or a shrinkage outside [0, 1)
 */
export function grossAgents(agents: number, shrinkage: number): number {
  requireNotNegative('agents', agents);
  requireShareBelowOne('shrinkage', shrinkage);
  const quotient = agents / (1 - shrinkage);
  const nearest = Math.round(quotient);
  if (Math.abs(quotient - nearest) > 1e-9 * (1 + quotient)) return Math.ceil(quotient);
  return ceiling(dividedBy(decimal(agents), minus(decimal(1), decimal(shrinkage))));
}
