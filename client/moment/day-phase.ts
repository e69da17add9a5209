import type { CityHours } from '../../server/contract/wall.ts';

/** Where a city stands in its opening day. */
export type DayPhase = 'before' | 'open' | 'over';

export function dayPhase({ state, opensAt }: CityHours, now: number): DayPhase {
  if (state === 'open' || state === 'closingSoon') return 'open';
  return state === 'openingSoon' || (opensAt !== null && opensAt > now) ? 'before' : 'over';
}

/** Phase of several cities together: open while one of them is. */
export function jointPhase(hours: readonly CityHours[], now: number): DayPhase {
  const phases = hours.map((one) => dayPhase(one, now));
  return phases.find((phase) => phase === 'open') ?? phases.find((phase) => phase === 'before') ?? 'over';
}
