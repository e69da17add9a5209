import type { PlainDate } from '../../time/plain-date.ts';
import type { Protection, RosterAgent } from './agent.ts';

/** Whether a protection of the person holds on a day. */
export function isProtectedOn(agent: RosterAgent, kind: Protection['kind'], date: PlainDate): boolean {
  return (
    agent.protections?.some(
      (each) => each.kind === kind && (each.from ?? date) <= date && date <= (each.until ?? date),
    ) ?? false
  );
}
