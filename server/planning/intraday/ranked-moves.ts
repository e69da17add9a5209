import { clockTime } from '../../../forecasting/time/index.ts';
import { type CityChange, dayContractOutlook, harmlessMoves } from '../../../forecasting/staffing/index.ts';
import { WANTED_PROBABILITY, type Proposal, type Steering } from '../../contract/today.ts';
import { isWorthwhile, type DayMove } from './day-move.ts';
import { lawfulMoves } from './lawful-moves.ts';
import { PLAN_MINUTES } from '../forecast/opening-grid.ts';
import { basisOf } from './outlook-pools.ts';
import type { RestOfDay } from './rest-of-day.ts';

/** More than these nobody compares while telephones ring. */
const MOST_PROPOSALS = 4;

interface Tried {
  readonly move: DayMove;
  readonly cities: readonly CityChange[];
  readonly worstAfter: number;
}

/**
 * How each city's day contract stands, and the lawful moves that help, best first: breaks, loans, longer stays.
 *
 * A move is shown once per group and occasion: with the number of people that helps most. None is shown that pushes a
 * city below the wanted probability, or one that is below it further down.
 *
 * @param rest `null` where no roster says who works in it, or nothing is left of it; then there is no steering
 */
export function steeringOfDay(rest: RestOfDay | null): Steering | null {
  if (rest === null) return null;
  const pools = rest.parts.map(({ pool }) => pool);
  const cities = rest.parts.flatMap((part) =>
    dayContractOutlook(part.pool).map(({ name, probability }) => ({
      city: name,
      holdsProbability: probability,
      basis: basisOf(part, name, rest.now),
    })),
  );
  const lowest = Math.min(...cities.map(({ holdsProbability }) => holdsProbability));
  if (lowest >= WANTED_PROBABILITY) return { cities, proposals: [] };
  const moves = lawfulMoves({ duties: rest.duties ?? [], pools, startMinutes: rest.startMinutes });
  const tried = harmlessMoves(pools, moves, WANTED_PROBABILITY)
    .map((one): Tried => ({
      ...one,
      worstAfter: Math.min(...one.cities.map(({ after }) => after.probability)),
    }))
    .filter(({ worstAfter }) => isWorthwhile(lowest, worstAfter))
    .sort(
      (one, other) =>
        other.worstAfter - one.worstAfter ||
        one.move.agents - other.move.agents ||
        one.move.id.localeCompare(other.move.id),
    );
  return {
    cities,
    proposals: oncePerOccasion(tried)
      .slice(0, MOST_PROPOSALS)
      .map((one) => proposal(rest, one)),
  };
}

/** The best way to move each break of each group, to lend from it or to let it stay; nobody is asked twice for it. */
function oncePerOccasion(tried: readonly Tried[]): readonly Tried[] {
  const seen = new Set<string>();
  return tried.filter(({ move: { kind, group, fromInterval } }) => {
    const key = kind === 'lend' ? `${kind} ${group}` : `${kind} ${group} ${fromInterval}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function proposal({ board, startMinutes }: RestOfDay, { move, cities }: Tried): Proposal {
  const { givenBack } = move;
  return {
    id: move.id,
    kind: move.kind,
    agents: move.agents,
    fromGroup: board.cities.find(({ id }) => id === move.group)?.name ?? move.group,
    group: move.group,
    fromLocal: clockTime(startMinutes[move.fromInterval] ?? 0),
    toLocal: clockTime((startMinutes[move.toInterval - 1] ?? 0) + PLAN_MINUTES),
    breakLocal: givenBack === undefined ? null : clockTime(startMinutes[givenBack.fromInterval] ?? 0),
    effects: cities.map(({ name, before, after }) => ({
      city: name,
      before: before.probability,
      after: after.probability,
    })),
  };
}
