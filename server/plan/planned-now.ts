import { MINUTE_MS, type Instant } from '../../forecasting/time/instant.ts';
import {
  addDays,
  dateAt,
  daySpan,
  type PlainDate,
  type TimeZone,
} from '../../forecasting/time/plain-date.ts';
import type { DutyBody } from '../contract/schedule.ts';
import type { Db } from '../store/schema.ts';
import { plannedDuties } from './duty-store.ts';
import { plannedAgents } from './planned-agents.ts';

const INTERVAL_MS = 15 * MINUTE_MS;

/** Published duties of today and tomorrow at hand, for whoever asks every interval how many are planned. */
export class PlannedNow {
  readonly #db: Db;
  readonly #zone: TimeZone;
  #days = new Map<PlainDate, readonly number[]>();
  #duties = new Map<PlainDate, readonly DutyBody[]>();

  constructor(db: Db, zone: TimeZone) {
    this.#db = db;
    this.#zone = zone;
  }

  /** Reads the plan anew: at the start, after each publication, and at midnight by whoever keeps the clock. */
  async refresh(now: Instant): Promise<void> {
    const today = dateAt(now, this.#zone);
    const days = [today, addDays(today, 1)];
    const duties = await plannedDuties(this.#db, { from: today, until: addDays(today, 1) });
    this.#duties = new Map(
      days.map((day) => [day, duties.filter((duty) => duty.day === day).map(({ body }) => body)]),
    );
    this.#days = new Map(
      days
        .filter((day) => duties.some((duty) => duty.day === day))
        .map((day) => [day, plannedAgents(duties, day, this.#zone).joint]),
    );
  }

  /** Published duties of the day, without saying whose they are. */
  dutiesOn(day: PlainDate): readonly DutyBody[] {
    return this.#duties.get(day) ?? [];
  }

  /** @returns `null` where nothing is published for the day */
  plannedIn(startsAt: Instant): number | null {
    const day = dateAt(startsAt, this.#zone);
    const joint = this.#days.get(day);
    if (joint === undefined) return null;
    return joint[Math.floor((startsAt - daySpan(day, this.#zone).start) / INTERVAL_MS)] ?? null;
  }
}
