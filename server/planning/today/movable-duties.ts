import { addDays, type PlainDate } from '../../../forecasting/time/index.ts';
import type { Agent } from '../../contract/people.ts';
import type { MovableDuty } from '../intraday/movable-duty.ts';
import type { PublishedDuty } from '../published/duty-store.ts';

/** Rest between two duties (ArbZG § 5 (1)). */
const LEAST_REST_MINUTES = 11 * 60;
const MINUTES_A_DAY = 24 * 60;

/**
 * Duties of a day with what limits a change of them: which cities the person may take that day, and until when they may
 * stay. The roster knows the next day's duties only where they are published; without them nothing limits the stay but
 * the contract.
 */
export function movableDuties(
  duties: readonly PublishedDuty[],
  agents: readonly Agent[],
  day: PlainDate,
): readonly MovableDuty[] {
  const people = new Map(agents.map((agent) => [agent.id, agent]));
  const nextStart = new Map(
    duties
      .filter((duty) => duty.day === addDays(day, 1))
      .map(({ agentId, body }) => [agentId, body.startMinute]),
  );
  return duties
    .filter((duty) => duty.day === day)
    .map(({ agentId, body }) => {
      const person = people.get(agentId);
      if (person === undefined) return body;
      const next = nextStart.get(agentId);
      return {
        ...body,
        skills: skillsOn(person, day),
        latestEndMinute: Math.min(
          person.contract.latestEndMinute,
          next === undefined ? MINUTES_A_DAY : next + MINUTES_A_DAY - LEAST_REST_MINUTES,
        ),
      };
    });
}

/** Cities whose calls somebody may take on a day. */
export function skillsOn({ skills }: Agent, day: PlainDate): readonly string[] {
  return skills
    .filter(({ from, until }) => (from ?? day) <= day && day <= (until ?? day))
    .map(({ city }) => city);
}
