import { requireNotNegative, requirePositive } from './require-argument.ts';

/**
 * Offered load in erlang: the mean number of agents busy if nobody had to wait or hung up.
 *
 * @param calls calls offered in the interval
 * @param averageHandleTimeSeconds talk + hold + wrap-up
 * @param intervalSeconds length of the interval
 * @example offeredLoad(100, 180, 1800) // 10
 */
export function offeredLoad(
  calls: number,
  averageHandleTimeSeconds: number,
  intervalSeconds: number,
): number {
  requireNotNegative('calls', calls);
  requireNotNegative('averageHandleTimeSeconds', averageHandleTimeSeconds);
  requirePositive('intervalSeconds', intervalSeconds);
  return (calls * averageHandleTimeSeconds) / intervalSeconds;
}
