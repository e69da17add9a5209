import { dateAt, type Instant, MINUTE_MS, type PlainDate } from '../../../forecasting/time/index.ts';
import type { DayPlan } from '../../live/board/day-plan.ts';
import type { Centre } from '../../contract/centre.ts';
import { ALL_CITIES } from '../../contract/events.ts';
import type { Board } from '../../contract/wall.ts';
import type { BoardSource } from '../../live/push/board-source.ts';
import type { CityForecast } from '../forecast/city-forecast.ts';
import { expectedDays } from './expected-day.ts';
import type { MovableDuty } from './movable-duty.ts';
import { outlookOfDay } from './outlook-of-day.ts';
import { planOfDay } from './plan-of-day.ts';
import { steeringOfDay } from './ranked-moves.ts';
import { restOfDay, whyNoOutlook } from './rest-of-day.ts';
import { SteadyOutlook } from './steady-outlook.ts';

/** How often the planner looks whether an interval or a day has ended. */
const LOOK_MILLISECONDS = 1_000;
/** The outlook lives by the callers who wait now. */
const RENEW_MILLISECONDS = 30_000;

export interface DayPlannerOptions {
  readonly centre: () => Centre;
  readonly boards: BoardSource;
  readonly clock: () => Instant;
  /** What the past says about a day; may take its time in a worker thread. */
  readonly forecastsOf: (date: PlainDate) => Promise<readonly CityForecast[]>;
  readonly plannedIn: (startsAt: Instant) => number | null;
  /** Planned without people who are absent: for all cities, or for one. */
  readonly expectedIn: (startsAt: Instant, city?: string) => number | null;
  /** Published duties of people who are there, which may be changed when a city is short. */
  readonly dutiesOn?: (date: PlainDate) => readonly MovableDuty[];
  /** Where the plan is shown. */
  readonly show: (plan: DayPlan) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Keeps the wall's plan up to date: a forecast each day, corrected at the end of every interval, and twice a minute an
 * outlook.
 */
export class DayPlanner {
  readonly #options: DayPlannerOptions;
  #date: PlainDate | null = null;
  #forecasts: readonly CityForecast[] = [];
  #interval = -1;
  readonly #steady = new SteadyOutlook();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: DayPlannerOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#look().then(
        () => this.start(),
        (error: unknown) => {
          this.#options.onFailure(error);
          this.start();
        },
      );
    }, LOOK_MILLISECONDS);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Makes the plan anew at the next look: the roster or the centre has changed. */
  renew(): void {
    this.#interval = -1;
    this.#steady.forget();
  }

  /** Takes the forecast anew at the next look: there is a newer one, or a planner has changed it. */
  reread(): void {
    this.#date = null;
  }

  async #look(): Promise<void> {
    const { clock, centre, forecastsOf } = this.#options;
    const now = clock();
    const date = dateAt(now, centre().zone);
    if (date !== this.#date) {
      this.#date = date;
      this.#forecasts = await forecastsOf(date);
      this.renew();
    }
    const interval = Math.floor(now / RENEW_MILLISECONDS);
    if (interval === this.#interval || this.#stopped) return;
    this.#interval = interval;
    this.#show(now);
  }

  #show(now: Instant): void {
    const { boards, centre, plannedIn, expectedIn, show } = this.#options;
    const duties = this.#options.dutiesOn?.(dateAt(now, centre().zone)) ?? [];
    const board = boards.board(ALL_CITIES, now);
    const days = expectedDays(this.#forecasts, (city, startsAt) => offeredIn(board, now, city, startsAt));
    const input = { centre: centre(), days, plannedIn, expectedIn, board, now, duties };
    const rest = restOfDay(input);
    const { outlook, steering } = this.#steady.after(
      { outlook: outlookOfDay(rest), steering: steeringOfDay(rest) },
      now,
    );
    const noOutlook = outlook === null ? whyNoOutlook(input) : null;
    show({ ...planOfDay(input), outlook, steering, noOutlook });
  }
}

/** Calls of an interval that is over, as the board has counted them. */
function offeredIn({ cities }: Board, now: Instant, city: string, startsAt: Instant): number | undefined {
  const curve = cities.find(({ id }) => id === city)?.curve;
  if (curve === undefined) return undefined;
  const length = curve.intervalMinutes * MINUTE_MS;
  const isOver = startsAt + length <= now;
  return isOver ? (curve.offered[(startsAt - curve.startsAt) / length] ?? undefined) : undefined;
}
