import { createHash } from 'node:crypto';
import type { Roster } from '../../../forecasting/roster/index.ts';
import type { OptimiserOrigin, RosterOrigin } from '../../contract/roster-origin.ts';

/**
 * What distinguishes one roster from another: who works when, for whom, with which breaks and activities, in whatever order the
 * shifts stand. A pin is a planner's mark and changes nobody's duty.
 */
export function fingerprintOf({ shifts }: Roster): string {
  const duties = shifts
    .map((shift) =>
      JSON.stringify([
        shift.date,
        shift.agent,
        shift.pattern,
        shift.startMinute,
        shift.endMinute,
        shift.group,
        shift.breaks.map(({ startMinute, endMinute }) => [startMinute, endMinute]),
        (shift.activities ?? []).map(({ startMinute, endMinute, kind, label }) => [
          startMinute,
          endMinute,
          kind,
          label,
        ]),
      ]),
    )
    .toSorted();
  return createHash('sha256').update(duties.join('\n')).digest('hex');
}

/** How a roster was made: by the optimiser's run that it was taken from, and by hand where it differs from that by now. */
export function originOf(origin: OptimiserOrigin | null | undefined, roster: Roster): RosterOrigin | null {
  if (origin === null || origin === undefined) return null;
  return { ...origin, edited: origin.fingerprint !== fingerprintOf(roster) };
}

/** This house's own JSON from its own store: only the outline is looked at. */
export function readOrigin(json: string | null): OptimiserOrigin | null {
  const value: unknown = json === null ? null : JSON.parse(json);
  return isOrigin(value) ? value : null;
}

function isOrigin(value: unknown): value is OptimiserOrigin {
  return typeof value === 'object' && value !== null && 'seed' in value && 'fingerprint' in value;
}
