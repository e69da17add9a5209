import {
  addDays,
  dateAt,
  daySpan,
  instant,
  type Instant,
  type PlainDate,
  type TimeZone,
} from '../../../forecasting/time/index.ts';
import type { AgentName } from '../../live/events/call-event.ts';
import { agentName } from '../../live/events/call-id.ts';
import { listAbsences } from '../../organisation/people/absence-store.ts';
import { listAgents } from '../../organisation/people/agent-store.ts';
import type { Db } from '../../platform/store/schema.ts';
import type { Span } from '../../telephony/simulator/day-scenario.ts';

/** Nobody knows when who is away comes back. */
const OPEN_END = instant(Date.UTC(9999, 11, 31));

/**
 * Who of the simulated team is away: whoever is entered as absent for the day goes home in that moment, and comes back
 * when the entry is taken back.
 */
export class DemoAbsences {
  readonly #db: Db;
  readonly #zone: TimeZone;
  readonly #days = new Map<PlainDate, Map<AgentName, Span[]>>();

  constructor(db: Db, zone: TimeZone) {
    this.#db = db;
    this.#zone = zone;
  }

  /** Reads the absences of today and tomorrow anew. @returns whether somebody went or came */
  async refresh(now: Instant): Promise<boolean> {
    const today = dateAt(now, this.#zone);
    const agents = await listAgents(this.#db);
    const nameOf = new Map(agents.map(({ id, telephoneName }) => [id, telephoneName ?? id]));
    let changed = false;
    for (const date of [today, addDays(today, 1)]) {
      const absences = await listAbsences(this.#db, date, date);
      const names = absences.map(({ agentId }) => agentName(nameOf.get(agentId) ?? agentId));
      changed = this.#note(date, new Set(names), now) || changed;
    }
    return changed;
  }

  /** When an agent is away on a day. */
  awayOn(date: PlainDate): (agent: AgentName) => readonly Span[] {
    return (agent) => this.#days.get(date)?.get(agent) ?? [];
  }

  #note(date: PlainDate, absent: ReadonlySet<AgentName>, now: Instant): boolean {
    const { start } = daySpan(date, this.#zone);
    const known = this.#days.get(date);
    const day = known ?? new Map<AgentName, Span[]>();
    this.#days.set(date, day);
    // who is away from the beginning of what is known never came
    const from = known === undefined ? start : instant(Math.max(now, start));
    let changed = false;
    for (const agent of new Set([...day.keys(), ...absent])) {
      const spans = day.get(agent) ?? [];
      const last = spans.at(-1);
      const isAway = last?.to === OPEN_END;
      if (isAway === absent.has(agent)) continue;
      changed = true;
      if (isAway && last !== undefined)
        day.set(agent, [...spans.slice(0, -1), { from: last.from, to: from }]);
      else day.set(agent, [...spans, { from, to: OPEN_END }]);
    }
    return changed;
  }
}
