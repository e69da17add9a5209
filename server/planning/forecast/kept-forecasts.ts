import { addDays, daySpan, isPlainDate, type PlainDate, ZoneClock } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import type { CityForecast } from './city-forecast.ts';
import type { Db } from '../../platform/store/schema.ts';
import { allAdjustments, holdingFor } from './adjustment-store.ts';
import { dayCurvesOf, type DayCurves } from './forecast-curves.ts';
import { findForecast, versionsWithin, type ForecastVersion } from './forecast-store.ts';
import { versionDay, type VersionDay } from './version-days.ts';

export interface KeptForecastsOptions {
  readonly db: Db;
  readonly centre: () => Centre;
}

/** Versions never change, so some are kept at hand. */
const REMEMBERED_VERSIONS = 40;

/**
 * The forecast that everybody reads: desk, requirement, roster, wall. For each city and day the newest version that
 * holds the day, with the planners' adjustments on top.
 */
export class KeptForecasts {
  readonly #options: KeptForecastsOptions;
  readonly #versions = new Map<string, ForecastVersion>();
  readonly #listeners = new Set<() => void>();
  #pending: Promise<unknown> = Promise.resolve();

  constructor(options: KeptForecastsOptions) {
    this.#options = options;
  }

  /** Called whenever a version was added, or an adjustment made or taken back. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Whoever finds no forecast waits for this first: the day's own run is under way. */
  expect(run: Promise<unknown>): void {
    this.#pending = run.catch(() => undefined);
  }

  /** Days with a forecast, in order; days without one are left out. @param run only versions of this run */
  async days(from: string, until: string, run?: string): Promise<readonly DayCurves[]> {
    const days = await this.#versionDays(from, until, run);
    return [...new Set(days.map(({ date }) => date))].map((date) =>
      dayCurvesOf(
        date,
        days.filter((day) => day.date === date),
      ),
    );
  }

  /** The day as the wall has it; a city without a forecast has none, and the wall says so. */
  citiesOn(date: PlainDate): Promise<readonly CityForecast[]> {
    return this.#versionDays(date, date);
  }

  async #versionDays(from: string, until: string, run?: string): Promise<readonly VersionDay[]> {
    const days = await this.#found(from, until, run);
    if (days.length > 0 || run !== undefined) return days;
    await this.#pending;
    return this.#found(from, until);
  }

  async #found(from: string, until: string, run?: string): Promise<readonly VersionDay[]> {
    if (!isPlainDate(from) || !isPlainDate(until)) return [];
    const { db } = this.#options;
    const { cities, zone } = this.#options.centre();
    const clock = new ZoneClock(zone);
    const span = { from: daySpan(from, zone).start, until: daySpan(addDays(until, 1), zone).start };
    const adjustments = await allAdjustments(db, span);
    const found: VersionDay[] = [];
    for (const { id, hours } of cities) {
      const heads = (await versionsWithin(db, id, { from, until })).filter(
        (head) => run === undefined || head.run === run,
      );
      const options = { hours, clock, adjustments: holdingFor(adjustments, id) };
      for (let date = from; date <= until; date = addDays(date, 1)) {
        const holding = heads.find((head) => head.from <= date && date <= head.until);
        const version = holding === undefined ? undefined : await this.#version(holding.id);
        const day = version === undefined ? undefined : versionDay(version, date, options);
        if (day !== undefined) found.push(day);
      }
    }
    return found.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  }

  async #version(id: string): Promise<ForecastVersion | undefined> {
    const known = this.#versions.get(id);
    if (known !== undefined) return known;
    const version = await findForecast(this.#options.db, id);
    if (version === undefined) return undefined;
    this.#versions.set(id, version);
    const [oldest] = this.#versions.keys();
    if (this.#versions.size > REMEMBERED_VERSIONS && oldest !== undefined) this.#versions.delete(oldest);
    return version;
  }
}
