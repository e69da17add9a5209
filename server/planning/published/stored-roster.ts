import type { Roster, RosterProblem } from '../../../forecasting/roster/index.ts';

/**
 * Problems and rosters that this house wrote itself, as JSON in its own store. What comes from outside is parsed by the
 * contract before it is ever stored, so here only the outline is looked at.
 */
export function readProblem(json: string): RosterProblem {
  const value: unknown = JSON.parse(json);
  if (isProblem(value)) return value;
  throw new TypeError('the stored roster problem has lost its outline');
}

export function readRoster(json: string): Roster {
  const value: unknown = JSON.parse(json);
  if (isRoster(value)) return value;
  throw new TypeError('the stored roster has lost its outline');
}

function isProblem(value: unknown): value is RosterProblem {
  return (
    typeof value === 'object' && value !== null && 'days' in value && 'agents' in value && 'demand' in value
  );
}

function isRoster(value: unknown): value is Roster {
  return typeof value === 'object' && value !== null && 'shifts' in value && Array.isArray(value.shifts);
}
