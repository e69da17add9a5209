import type { Distribution } from './distribution.ts';

/** One queue of the centre, usually one city. */
interface SimulatedQueue {
  readonly name: string;
  readonly handleTime: Distribution;
  readonly patience: Distribution;
  /** A freed agent takes the smallest number first, then the caller waiting longest. */
  readonly priority: number;
  /** Share of answered calls handed on to another queue, and which. At most one transfer per call. */
  readonly transfer?: { readonly share: number; readonly toQueue: number } | undefined;
}

/** Agents with the same skills. */
interface SkillGroupModel {
  /** Indexes of the queues they serve. */
  readonly queues: readonly number[];
}

/**
 * A centre: what arrives, and who may take it.
 *
 * An arriving call goes to an idle agent with the skill: to the group with the fewest skills first, then to the one
 * that stands earlier in the list.
 */
export interface CentreModel {
  readonly queues: readonly SimulatedQueue[];
  readonly groups: readonly SkillGroupModel[];
}

/** A day in intervals. Before the first nobody is there; after the last nobody calls and its staff stays on. */
export interface DayPlan {
  readonly intervalSeconds: number;
  /** Expected calls, by queue and interval. */
  readonly calls: readonly (readonly number[])[];
  /** Agents on the phones, by group and interval. Who leaves finishes the call first. */
  readonly agents: readonly (readonly number[])[];
}

/** @throws RangeError naming the first part that does not fit */
export function checkCentre(model: CentreModel, plan: DayPlan): void {
  const { queues, groups } = model;
  if (queues.length === 0) throw new RangeError('a centre needs at least one queue');
  if (groups.length === 0) throw new RangeError('a centre needs at least one skill group');
  groups.forEach((group, g) => {
    if (group.queues.length === 0)
      throw new RangeError(`skill group ${g} has no queue; give it a skill or leave it out`);
    for (const queue of group.queues)
      if (queues[queue] === undefined)
        throw new RangeError(`skill group ${g} names queue ${queue}, there are ${queues.length}`);
  });
  queues.forEach(({ name, transfer }) => {
    if (transfer === undefined) return;
    if (!(transfer.share >= 0 && transfer.share <= 1))
      throw new RangeError(`transfer.share of ${name} must be a share in [0, 1], got ${transfer.share}`);
    if (queues[transfer.toQueue] === undefined)
      throw new RangeError(`transfer.toQueue of ${name} is ${transfer.toQueue}, there are ${queues.length}`);
  });
  if (!(plan.intervalSeconds > 0))
    throw new RangeError(`intervalSeconds must be > 0, got ${plan.intervalSeconds}`);
  checkGrid('calls', plan.calls, queues.length, plan.calls[0]?.length ?? 0, (v) => v >= 0 && v < Infinity);
  checkGrid(
    'agents',
    plan.agents,
    groups.length,
    plan.calls[0]?.length ?? 0,
    (v) => v >= 0 && Number.isSafeInteger(v),
  );
}

function checkGrid(
  name: string,
  grid: readonly (readonly number[])[],
  rows: number,
  columns: number,
  isAllowed: (value: number) => boolean,
): void {
  if (grid.length !== rows) throw new RangeError(`${name} has ${grid.length} rows, ${rows} are needed`);
  grid.forEach((row, r) => {
    if (row.length !== columns)
      throw new RangeError(`${name}[${r}] has ${row.length} intervals, ${columns} are needed`);
    row.forEach((value, i) => {
      if (!isAllowed(value))
        throw new RangeError(
          `${name}[${r}][${i}] must be ${name === 'agents' ? 'a whole number' : 'a number'} ≥ 0, got ${value}`,
        );
    });
  });
}
