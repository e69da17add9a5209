import type { DutyModel } from './duty-model.ts';

/** Agents with the same name may work the same on a day. */
export function teamOf({ families, agents }: DutyModel, agent: number, day: number): string {
  return agents[agent]?.allowed.subarray(day * families, (day + 1) * families).join('') ?? '';
}
