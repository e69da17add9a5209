import {
  backlogClearance,
  type CityOutlook,
  dayContractOutlook,
  smallestHelpfulMove,
} from '../../../forecasting/staffing/index.ts';
import { SECOND_MS, clockTime } from '../../../forecasting/time/index.ts';
import type { WorstOutlook } from '../../live/board/day-plan.ts';
import { isWorthwhile } from './day-move.ts';
import { lawfulMoves } from './lawful-moves.ts';
import { PLAN_MINUTES } from '../forecast/opening-grid.ts';
import { WANTED_PROBABILITY } from '../../contract/today.ts';
import { basisOf } from './outlook-pools.ts';
import type { RestOfDay } from './rest-of-day.ts';

/**
 * Will the city that is worst off keep its contract today, when will those who wait now have been served, and which
 * smallest lawful move would help without sinking another city?
 *
 * @param rest `null` where no roster says who works in it, or nothing is left of it; then there is no outlook
 */
export function outlookOfDay(rest: RestOfDay | null): WorstOutlook | null {
  const [first] = (rest?.parts ?? [])
    .flatMap((part) => dayContractOutlook(part.pool).map((worst) => ({ worst, part })))
    .sort((a, b) => a.worst.probability - b.worst.probability);
  if (rest === null || first === undefined) return null;
  const { worst, part } = first;
  return {
    city: worst.name,
    holdsProbability: worst.probability,
    basis: basisOf(part, worst.name, rest.now),
    move: helpfulMove(rest, worst),
    backlogClearedAt: clearedAt(rest),
  };
}

/** When the last of those who wait now will have been served; `null` when nobody waits or no end is in sight. */
function clearedAt({ parts, now }: RestOfDay): number | null {
  const clearances = parts
    .filter(({ pool }) => (pool.waiting ?? 0) > 0)
    .map(({ pool, calls }) =>
      backlogClearance({
        waiting: pool.waiting ?? 0,
        calls,
        agents: pool.agents,
        intervalSeconds: pool.intervalSeconds,
        averageHandleTimeSeconds: pool.averageHandleTimeSeconds,
        patienceSeconds: pool.patienceSeconds ?? Infinity,
      }),
    );
  const seconds = clearances.map((one) => (one.kind === 'cleared' ? one.afterSeconds : Infinity));
  const last = Math.max(-Infinity, ...seconds);
  return Number.isFinite(last) ? now + Math.round(last * SECOND_MS) : null;
}

function helpfulMove(
  { parts, startMinutes, duties = [], board }: RestOfDay,
  worst: CityOutlook,
): WorstOutlook['move'] {
  if (worst.probability >= WANTED_PROBABILITY) return null;
  const pools = parts.map(({ pool }) => pool);
  const moves = lawfulMoves({ duties, pools, startMinutes });
  const found = smallestHelpfulMove(pools, moves, WANTED_PROBABILITY);
  const chosen = found.kind === 'move' ? found.move : found.kind === 'noneEnough' ? found.best : undefined;
  const move = moves.find(({ id }) => id === chosen?.id);
  if (move === undefined || found.kind === 'notNeeded') return null;
  const after = found.cities.find(({ name }) => name === worst.name)?.after.probability ?? worst.probability;
  if (!isWorthwhile(worst.probability, after)) return null;
  return {
    kind: move.kind,
    agents: move.agents,
    fromGroup: board.cities.find(({ id }) => id === move.group)?.name ?? move.group,
    forCity: worst.name,
    fromLocal: clockTime(startMinutes[move.fromInterval] ?? 0),
    toLocal: clockTime((startMinutes[move.toInterval - 1] ?? 0) + PLAN_MINUTES),
    holdsProbabilityAfter: after,
  };
}
