import type { RosterProblem, RosterShift } from '../../../../forecasting/roster/index.ts';
import type { CoverOfOthers } from '../../../../server/contract/plan-reader.ts';

/** Planned people against needed ones in each interval of a day. */
export interface DayCoverage {
  readonly required: readonly number[];
  readonly planned: readonly number[];
  /** Hours: needed, planned, missing, above need. */
  readonly requiredHours: number;
  readonly plannedHours: number;
  readonly missingHours: number;
  readonly surplusHours: number;
}

/** Need and cover beside the shifts that are shown: a reader of some cities sees the others as sums. */
export interface CoverGround {
  readonly problem: Pick<RosterProblem, 'demand' | 'intervalMinutes'>;
  /** `null`: everybody is shown. */
  readonly others: CoverOfOthers | null;
}

/**
 * Needed people per interval and planned ones, those included who are not shown.
 *
 * @param group one group only, the joint centre if absent
 */
export function coverOn(
  { problem, others }: CoverGround,
  dayIndex: number,
  shifts: readonly RosterShift[],
  group?: string,
): { readonly required: readonly number[]; readonly planned: readonly number[] } {
  const shown = plannedPerInterval(shifts, problem.intervalMinutes, group);
  const unseen =
    group === undefined
      ? others?.planned
      : problem.demand.find((demand) => demand.group === group)?.coveredElsewhere;
  return {
    required:
      group === undefined && others !== null
        ? (others.required[dayIndex] ?? [])
        : requiredPerInterval(problem, dayIndex, group),
    planned: shown.map((people, at) => people + (unseen?.[dayIndex]?.[at] ?? 0)),
  };
}

/** People on the telephones per interval: shifts without breaks and activities. @param group one group only; all if absent */
export function plannedPerInterval(
  shifts: readonly RosterShift[],
  intervalMinutes: number,
  group?: string,
): number[] {
  const planned = new Array<number>((24 * 60) / intervalMinutes).fill(0);
  const add = (from: number, until: number, people: number): void => {
    const last = Math.min(planned.length, Math.ceil(until / intervalMinutes));
    for (let at = Math.floor(from / intervalMinutes); at < last; at += 1)
      planned[at] = (planned[at] ?? 0) + people;
  };
  for (const shift of shifts) {
    if (group !== undefined && shift.group !== group) continue;
    add(shift.startMinute, shift.endMinute, 1);
    for (const away of [...shift.breaks, ...(shift.activities ?? [])])
      add(away.startMinute, away.endMinute, -1);
  }
  return planned;
}

function requiredPerInterval(
  problem: Pick<RosterProblem, 'demand' | 'intervalMinutes'>,
  dayIndex: number,
  group?: string,
): number[] {
  const required = new Array<number>((24 * 60) / problem.intervalMinutes).fill(0);
  for (const demand of problem.demand) {
    if (group !== undefined && demand.group !== group) continue;
    demand.scheduledAgents[dayIndex]?.forEach((agents, at) => {
      required[at] = (required[at] ?? 0) + agents;
    });
  }
  return required;
}

export function dayCoverage(
  required: readonly number[],
  planned: readonly number[],
  intervalMinutes: number,
): DayCoverage {
  const hours = intervalMinutes / 60;
  let requiredHours = 0;
  let plannedHours = 0;
  let missingHours = 0;
  let surplusHours = 0;
  required.forEach((need, at) => {
    const have = planned[at] ?? 0;
    requiredHours += need * hours;
    plannedHours += have * hours;
    missingHours += Math.max(0, need - have) * hours;
    surplusHours += Math.max(0, have - need) * hours;
  });
  return { required, planned, requiredHours, plannedHours, missingHours, surplusHours };
}

/** The longest stretch in which people are missing. */
export interface Gap {
  readonly from: number;
  readonly until: number;
  readonly most: number;
}

export function gapsOf(required: readonly number[], planned: readonly number[]): readonly Gap[] {
  const gaps: Gap[] = [];
  let open: { from: number; most: number } | undefined;
  for (let at = 0; at <= required.length; at += 1) {
    const missing = (required[at] ?? 0) - (planned[at] ?? 0);
    if (at < required.length && missing > 0) {
      open = { from: open?.from ?? at, most: Math.max(open?.most ?? 0, missing) };
    } else if (open !== undefined) {
      gaps.push({ ...open, until: at });
      open = undefined;
    }
  }
  return gaps;
}
