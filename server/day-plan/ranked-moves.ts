import { dayContractOutlook, type CityOutlook, type OutlookPool } from '../../forecasting/index.ts';
import { levelMemory } from '../../forecasting/staffing/day-contract-outlook.ts';
import type { Proposal, Steering } from '../contract/today.ts';
import type { BreakMove } from './lawful-moves.ts';
import { lawfulMoves } from './lawful-moves.ts';
import { PLAN_MINUTES } from './opening-grid.ts';
import {
  localTime,
  restOfDay,
  startMinutesOf,
  WANTED_PROBABILITY,
  type OutlookOfDayInput,
} from './outlook-of-day.ts';

/** More than these nobody compares while telephones ring. */
const MOST_PROPOSALS = 4;
/** A gain in probability that is worth asking people for. */
const WORTHWHILE = 0.005;

interface Tried {
  readonly move: BreakMove;
  readonly after: readonly CityOutlook[];
  readonly worstAfter: number;
}

/**
 * How each city's day contract stands, and the lawful moves of breaks that help, best first.
 *
 * A move is shown once per group and break: with the number of people that helps most. None is shown that pushes a city
 * below the wanted probability, or one that is below it further down.
 *
 * @returns `null` where no roster says who works in the rest of the day, or nothing is left of it
 */
export function steeringOfDay(input: OutlookOfDayInput): Steering | null {
  const rest = restOfDay(input);
  if (rest === null) return null;
  const { pool, starts } = rest;
  const memory = levelMemory();
  const before = dayContractOutlook(pool, memory);
  const cities = before.map(({ name, probability }) => ({ city: name, holdsProbability: probability }));
  const lowest = Math.min(...before.map(({ probability }) => probability));
  if (lowest >= WANTED_PROBABILITY) return { cities, proposals: [] };
  const startMinutes = startMinutesOf(starts, input.centre);
  const tried = lawfulMoves({ duties: input.duties ?? [], pool, startMinutes })
    .map((move): Tried => {
      const after = dayContractOutlook(moved(pool, move), memory);
      return { move, after, worstAfter: Math.min(...after.map(({ probability }) => probability)) };
    })
    .filter(({ after, worstAfter }) => worstAfter >= lowest + WORTHWHILE && harmsNobody(before, after))
    .sort(
      (one, other) =>
        other.worstAfter - one.worstAfter ||
        one.move.agents - other.move.agents ||
        one.move.id.localeCompare(other.move.id),
    );
  return {
    cities,
    proposals: oncePerBreak(tried)
      .slice(0, MOST_PROPOSALS)
      .map(({ move, after }) => proposal(input, move, before, after, startMinutes)),
  };
}

function moved(pool: OutlookPool, { agents, fromInterval, toInterval, givenBack }: BreakMove): OutlookPool {
  const isIn = (index: number, from: number, to: number): boolean => index >= from && index < to;
  return {
    ...pool,
    agents: pool.agents.map(
      (count, index) =>
        count +
        (isIn(index, fromInterval, toInterval) ? agents : 0) -
        (givenBack !== undefined && isIn(index, givenBack.fromInterval, givenBack.toInterval) ? agents : 0),
    ),
  };
}

function harmsNobody(before: readonly CityOutlook[], after: readonly CityOutlook[]): boolean {
  return after.every(
    ({ probability }, index) =>
      probability >= Math.min(WANTED_PROBABILITY, before[index]?.probability ?? 0) - 1e-9,
  );
}

/** The best way to move each break of each group; whoever is asked for it is asked once. */
function oncePerBreak(tried: readonly Tried[]): readonly Tried[] {
  const seen = new Set<string>();
  return tried.filter(({ move: { group, fromInterval } }) => {
    const key = `${group} ${fromInterval}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function proposal(
  { board }: OutlookOfDayInput,
  move: BreakMove,
  before: readonly CityOutlook[],
  after: readonly CityOutlook[],
  startMinutes: readonly number[],
): Proposal {
  return {
    id: move.id,
    agents: move.agents,
    fromGroup: board.cities.find(({ id }) => id === move.group)?.name ?? move.group,
    fromLocal: localTime(startMinutes[move.fromInterval] ?? 0),
    toLocal: localTime((startMinutes[move.toInterval - 1] ?? 0) + PLAN_MINUTES),
    breakLocal: localTime(startMinutes[move.givenBack?.fromInterval ?? 0] ?? 0),
    effects: before.map(({ name, probability }, index) => ({
      city: name,
      before: probability,
      after: after[index]?.probability ?? probability,
    })),
  };
}
