import { MINUTE_MS, type Instant } from '../../../forecasting/time/instant.ts';
import {
  addDays,
  dateAt,
  daySpan,
  type PlainDate,
  type TimeZone,
} from '../../../forecasting/time/plain-date.ts';
import type { Db } from '../../store/schema.ts';
import type { MovableDuty } from '../../day-plan/movable-duty.ts';
import { listAgents } from '../../people/agent-store.ts';
import { plannedDuties } from '../publication/duty-store.ts';
import { movableDuties } from './movable-duties.ts';
import { plannedOnPhones } from './on-the-phones.ts';

const INTERVAL_MS = 15 * MINUTE_MS;

/** Published duties of today and tomorrow at hand, for whoever asks every interval how many are planned. */
export class PlannedNow {
  readonly #db: Db;
  readonly #zone: TimeZone;
  #days = new Map<PlainDate, readonly number[]>();
  #movable = new Map<PlainDate, readonly MovableDuty[]>();

  constructor(db: Db, zone: TimeZone) {
    this.#db = db;
    this.#zone = zone;
  }

  /** Reads the plan anew: at the start, after each publication, and at midnight by whoever keeps the clock. */
  async refresh(now: Instant): Promise<void> {
    const today = dateAt(now, this.#zone);
    const days = [today, addDays(today, 1)];
    // One day more: the rest before tomorrow's duty, and before the one after it, limits how long somebody may stay.
    const duties = await plannedDuties(this.#db, { from: today, until: addDays(today, 2) });
    const agents = await listAgents(this.#db);
    this.#movable = new Map(days.map((day) => [day, movableDuties(duties, agents, day)]));
    const published = days.filter((day) => duties.some((duty) => duty.day === day));
    this.#days = new Map(
      await Promise.all(
        published.map(
          async (day) => [day, (await plannedOnPhones(this.#db, duties, day, this.#zone)).joint] as const,
        ),
      ),
    );
  }

  /** Published duties of the day, without saying whose they are. */
  dutiesOn(day: PlainDate): readonly MovableDuty[] {
    return this.#movable.get(day) ?? [];
  }

  /** @returns people expected on the telephones; `null` where nothing is published for the day */
  plannedIn(startsAt: Instant): number | null {
    const day = dateAt(startsAt, this.#zone);
    const joint = this.#days.get(day);
    if (joint === undefined) return null;
    return joint[Math.floor((startsAt - daySpan(day, this.#zone).start) / INTERVAL_MS)] ?? null;
  }
}
