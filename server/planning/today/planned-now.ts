import {
  addDays,
  dateAt,
  daySpan,
  type Instant,
  type PlainDate,
  QUARTER_HOUR_MS,
  type TimeZone,
} from '../../../forecasting/time/index.ts';
import type { Db } from '../../platform/store/schema.ts';
import type { MovableDuty } from '../intraday/movable-duty.ts';
import { listAgents } from '../../organisation/people/agent-store.ts';
import { plannedDuties } from '../published/duty-store.ts';
import { expectedPresence, type ExpectedPresence } from './expected-presence.ts';
import { movableDuties } from './movable-duties.ts';
import type { PlannedDay } from '../intraday/planned-agents.ts';

/** Who is planned and who is expected today and tomorrow, at hand for whoever asks every interval. */
export class PlannedNow {
  readonly #db: Db;
  readonly #zone: TimeZone;
  #days = new Map<PlainDate, ExpectedPresence>();
  #movable = new Map<PlainDate, readonly MovableDuty[]>();
  readonly #listeners: (() => void)[] = [];

  constructor(db: Db, zone: TimeZone) {
    this.#db = db;
    this.#zone = zone;
  }

  /** Reads plan and absences anew: at the start, after each change of either, and at midnight by whoever keeps the clock. */
  async refresh(now: Instant): Promise<void> {
    const today = dateAt(now, this.#zone);
    const days = [today, addDays(today, 1)];
    const presences = await Promise.all(
      days.map(async (day) => [day, await expectedPresence(this.#db, day, this.#zone)] as const),
    );
    // One day more: the rest before tomorrow's duty, and before the one after it, limits how long somebody may stay.
    const later = await plannedDuties(this.#db, { from: addDays(today, 1), until: addDays(today, 2) });
    const agents = await listAgents(this.#db);
    this.#days = new Map(presences);
    this.#movable = new Map(
      presences.map(([day, { expectedDuties }]) => [
        day,
        movableDuties([...expectedDuties, ...later.filter((duty) => duty.day > day)], agents, day),
      ]),
    );
    for (const listener of this.#listeners) listener();
  }

  /** Called after plan or absences were read anew. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Published duties of the day that are expected to be worked, without saying whose they are. */
  dutiesOn(day: PlainDate): readonly MovableDuty[] {
    return this.#movable.get(day) ?? [];
  }

  /** @returns people planned on the telephones; `null` where nothing is published for the day */
  plannedIn(startsAt: Instant): number | null {
    return this.#countIn(startsAt, ({ planned }) => planned?.joint);
  }

  /**
   * The same without the people who are absent.
   *
   * @param city people planned for this city alone
   */
  expectedIn(startsAt: Instant, city?: string): number | null {
    return this.#countIn(startsAt, ({ expected }) =>
      city === undefined ? expected?.joint : (expected?.cities[city] ?? expected?.joint.map(() => 0)),
    );
  }

  #countIn(
    startsAt: Instant,
    row: (day: ExpectedPresence) => PlannedDay['joint'] | undefined,
  ): number | null {
    const date = dateAt(startsAt, this.#zone);
    const day = this.#days.get(date);
    if (day === undefined) return null;
    return row(day)?.[Math.floor((startsAt - daySpan(date, this.#zone).start) / QUARTER_HOUR_MS)] ?? null;
  }
}
