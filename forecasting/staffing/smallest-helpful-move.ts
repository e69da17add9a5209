import {
  dayContractOutlook,
  levelMemory,
  type CityOutlook,
  type LevelMemory,
  type OutlookPool,
} from './day-contract-outlook.ts';

/**
 * A change of plan that the rules allow; whether it is lawful was decided before it was proposed. Intervals count
 * from the first remaining one, [from, to).
 */
export interface StaffingMove {
  /** Names the move to whoever carries it out, e.g. the skill group and span. */
  readonly id: string;
  readonly agents: number;
  readonly fromInterval: number;
  readonly toInterval: number;
  /** Pool that gives the agents; left out when they come from elsewhere, e.g. from wrap-up work. */
  readonly fromPool?: number | undefined;
  /** Pool that gets them. */
  readonly toPool: number;
  /** True where people work longer than planned: counts twice as much. */
  readonly isOvertime?: boolean | undefined;
  /** Intervals [from, to) in which the receiving pool does without as many, e.g. because a break is taken then. */
  readonly givenBack?: { readonly fromInterval: number; readonly toInterval: number } | undefined;
}

/** A city before and after a move. */
export interface CityChange {
  readonly name: string;
  readonly before: CityOutlook;
  readonly after: CityOutlook;
}

export type HelpfulMove =
  | { readonly kind: 'notNeeded'; readonly cities: readonly CityOutlook[] }
  | { readonly kind: 'move'; readonly move: StaffingMove; readonly cities: readonly CityChange[] }
  /** No candidate lifts every city; the one that lifts the worst-off city most, if any lifts it at all. */
  | {
      readonly kind: 'noneEnough';
      readonly best: StaffingMove | undefined;
      readonly cities: readonly CityChange[];
    };

/**
 * The smallest move that brings every city's contract to the wanted probability.
 *
 * Small means few agents × intervals, overtime twice; among equals the one that leaves the worst-off city best. A move
 * that pushes a city below the wanted probability, or one below it further down, does not count as help.
 * @param wantedProbability in (0, 1), e.g. 0.9
 * @throws RangeError for a candidate that names no pool or interval, or takes more agents than a pool has
 */
export function smallestHelpfulMove(
  pools: readonly OutlookPool[],
  candidates: readonly StaffingMove[],
  wantedProbability: number,
): HelpfulMove {
  if (!(wantedProbability > 0 && wantedProbability < 1))
    throw new RangeError(`wantedProbability must be in (0, 1), got ${wantedProbability}`);
  const memories = pools.map(() => levelMemory());
  const before = pools.map((pool, index) => dayContractOutlook(pool, memories[index]));
  const everybody = before.flat();
  if (everybody.every((city) => city.probability >= wantedProbability))
    return { kind: 'notNeeded', cities: everybody };
  const tried = harmless(pools, before, memories, candidates, wantedProbability).toSorted(
    (a, b) => effort(a.move) - effort(b.move) || worst(b.cities) - worst(a.cities),
  );
  const enough = tried.find(({ cities }) =>
    cities.every((city) => city.after.probability >= wantedProbability),
  );
  if (enough !== undefined) return { kind: 'move', move: enough.move, cities: enough.cities };
  const lowest = Math.min(...everybody.map((city) => city.probability));
  const [best] = tried
    .filter(({ cities }) => worst(cities) > lowest)
    .sort((a, b) => worst(b.cities) - worst(a.cities));
  return {
    kind: 'noneEnough',
    best: best?.move,
    cities: best?.cities ?? everybody.map((city) => ({ name: city.name, before: city, after: city })),
  };
}

/** A move and what it does for every city. */
export interface TriedMove<M extends StaffingMove = StaffingMove> {
  readonly move: M;
  readonly cities: readonly CityChange[];
}

/**
 * The candidates that sink nobody, in their order: none pushes a city below the wanted probability, or one that is
 * below it further down.
 */
export function harmlessMoves<M extends StaffingMove>(
  pools: readonly OutlookPool[],
  candidates: readonly M[],
  wantedProbability: number,
): readonly TriedMove<M>[] {
  const memories = pools.map(() => levelMemory());
  const before = pools.map((pool, index) => dayContractOutlook(pool, memories[index]));
  return harmless(pools, before, memories, candidates, wantedProbability);
}

function harmless<M extends StaffingMove>(
  pools: readonly OutlookPool[],
  before: readonly (readonly CityOutlook[])[],
  memories: readonly LevelMemory[],
  candidates: readonly M[],
  wantedProbability: number,
): readonly TriedMove<M>[] {
  return candidates
    .map((move) => ({ move, cities: changesBy(pools, before, memories, move) }))
    .filter(({ cities }) => harmsNobody(cities, wantedProbability));
}

function effort(move: StaffingMove): number {
  return move.agents * (move.toInterval - move.fromInterval) * (move.isOvertime === true ? 2 : 1);
}

function worst(cities: readonly CityChange[]): number {
  return Math.min(...cities.map((city) => city.after.probability));
}

function harmsNobody(cities: readonly CityChange[], wanted: number): boolean {
  return cities.every(
    ({ before, after }) => after.probability >= Math.min(wanted, before.probability) - 1e-9,
  );
}

function changesBy(
  pools: readonly OutlookPool[],
  before: readonly (readonly CityOutlook[])[],
  memories: readonly LevelMemory[],
  move: StaffingMove,
): readonly CityChange[] {
  checkMove(pools, move);
  return pools.flatMap((pool, index) => {
    const change = (index === move.toPool ? move.agents : 0) - (index === move.fromPool ? move.agents : 0);
    const old = before[index] ?? [];
    const now = change === 0 ? old : dayContractOutlook(withAgents(pool, move, change), memories[index]);
    return old.flatMap((city, c) => {
      const after = now[c];
      return after === undefined ? [] : [{ name: city.name, before: city, after }];
    });
  });
}

function withAgents(pool: OutlookPool, move: StaffingMove, change: number): OutlookPool {
  const { givenBack } = move;
  const agents = pool.agents.map((count, i) => {
    const moved = i >= move.fromInterval && i < move.toInterval ? change : 0;
    const isBack = givenBack !== undefined && i >= givenBack.fromInterval && i < givenBack.toInterval;
    return count + moved - (isBack && change > 0 ? change : 0);
  });
  return { ...pool, agents };
}

function checkMove(pools: readonly OutlookPool[], move: StaffingMove): void {
  const to = pools[move.toPool];
  if (to === undefined)
    throw new RangeError(`move ${move.id} names pool ${move.toPool}, there are ${pools.length}`);
  if (!(move.agents > 0 && Number.isSafeInteger(move.agents)))
    throw new RangeError(`move ${move.id} must move a whole number of agents > 0, got ${move.agents}`);
  if (!(move.fromInterval >= 0 && move.fromInterval < move.toInterval && move.toInterval <= to.agents.length))
    throw new RangeError(
      `move ${move.id} covers the intervals ${move.fromInterval} to ${move.toInterval} of ${to.agents.length}`,
    );
  checkGivenBack(to, move);
  if (move.fromPool === undefined) return;
  const from = pools[move.fromPool];
  if (from === undefined)
    throw new RangeError(`move ${move.id} names pool ${move.fromPool}, there are ${pools.length}`);
  for (let i = move.fromInterval; i < move.toInterval; i++)
    if ((from.agents[i] ?? 0) < move.agents)
      throw new RangeError(`move ${move.id} takes ${move.agents} agents where ${from.agents[i] ?? 0} are`);
}

function checkGivenBack(pool: OutlookPool, { id, agents, givenBack }: StaffingMove): void {
  if (givenBack === undefined) return;
  const { fromInterval, toInterval } = givenBack;
  if (!(fromInterval >= 0 && fromInterval < toInterval && toInterval <= pool.agents.length))
    throw new RangeError(
      `move ${id} gives back in the intervals ${fromInterval} to ${toInterval} of ${pool.agents.length}`,
    );
  for (let i = fromInterval; i < toInterval; i++)
    if ((pool.agents[i] ?? 0) < agents)
      throw new RangeError(`move ${id} gives back ${agents} agents where ${pool.agents[i] ?? 0} are`);
}
