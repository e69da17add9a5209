import { contractParts, flowOuts, type ContractLevel, type LevelParts } from './contract-level.ts';

/** The contract of a day, and what governs its queue. */
export interface DayRules extends ContractLevel {
  readonly intervalSeconds: number;
  /** Left out: nobody hangs up. */
  readonly patienceSeconds?: number | undefined;
  readonly serviceLevel: number;
}

/**
 * The parts of an interval's service level, as shares of all calls offered in it.
 *
 * @param calls offered, those that will flow out included
 */
export function levelParts(
  calls: number,
  averageHandleTimeSeconds: number,
  agents: number,
  rules: DayRules,
): LevelParts {
  if (calls === 0) return { good: 1, counted: 1 };
  const staying = 1 - flowOuts(rules);
  const { good, counted } = contractParts(
    {
      callsPerSecond: (calls * staying) / rules.intervalSeconds,
      agents,
      averageHandleTimeSeconds,
      patienceSeconds: rules.patienceSeconds ?? Infinity,
    },
    rules,
  );
  return { good: good * staying, counted: counted * staying };
}
