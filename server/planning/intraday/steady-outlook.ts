import { median } from 'simple-statistics';
import { type Instant, MINUTE_MS } from '../../../forecasting/time/index.ts';
import type { Steering } from '../../contract/today.ts';
import type { WorstOutlook } from '../../live/board/day-plan.ts';
import { PLAN_MINUTES } from '../forecast/opening-grid.ts';

/** Outlook and moves as they were estimated at one moment: they belong together. */
export interface Estimate {
  readonly outlook: WorstOutlook | null;
  readonly steering: Steering | null;
}

/** A chance that has moved by less than this since it was shown has not really moved. */
const WORTH_SAYING = 0.05;
/** So long is looked back to distinguish a change from a moment: somebody on a break, three callers at once. */
const LOOKED_BACK_MS = 5 * MINUTE_MS;

/**
 * Keeps what is shown until it has really changed. Estimated twice a minute, a chance moves by some points to and fro with
 * every short break and every small rush; whoever reads "90, 92, 89, 95, 85 %" within minutes believes none of them.
 *
 * Shown is always one whole estimate, so that outlook, chances and moves agree. It gives way when the median of the last
 * minutes has moved, when its moves have begun, and at once when plan, absences or forecast are other ones (`forget`).
 */
export class SteadyOutlook {
  #shown: (Estimate & { readonly interval: number }) | null = null;
  #recent: { readonly at: Instant; readonly chances: ReadonlyMap<string, number> }[] = [];

  after(fresh: Estimate, now: Instant): Estimate {
    const { outlook } = fresh;
    const interval = Math.floor(now / (PLAN_MINUTES * MINUTE_MS));
    this.#recent = [
      ...this.#recent.filter(({ at }) => now - at < LOOKED_BACK_MS),
      { at: now, chances: chancesOf(fresh) },
    ];
    const shown = this.#shown;
    const stays =
      shown !== null &&
      shown.outlook !== null &&
      outlook !== null &&
      !(hasMoves(shown) && shown.interval !== interval) &&
      !this.#hasMoved(shown);
    if (!stays) {
      this.#shown = { ...fresh, interval };
      return fresh;
    }
    // When those who wait will have been served is about this moment.
    return {
      outlook: { ...shown.outlook, backlogClearedAt: outlook.backlogClearedAt },
      steering: shown.steering,
    };
  }

  /** What was estimated so far says nothing any more. */
  forget(): void {
    this.#shown = null;
    this.#recent = [];
  }

  #hasMoved(shown: Estimate): boolean {
    const before = chancesOf(shown);
    const cities = new Set([...before.keys(), ...(this.#recent.at(-1)?.chances.keys() ?? [])]);
    return [...cities].some((city) => {
      const known = before.get(city);
      const lately = this.#recent.flatMap(({ chances }) => chances.get(city) ?? []);
      return (
        known === undefined || lately.length === 0 || Math.abs(median([...lately]) - known) >= WORTH_SAYING
      );
    });
  }
}

function hasMoves({ outlook, steering }: Estimate): boolean {
  return (outlook?.move ?? null) !== null || (steering?.proposals.length ?? 0) > 0;
}

function chancesOf({ outlook, steering }: Estimate): ReadonlyMap<string, number> {
  const chances = new Map(
    (steering?.cities ?? []).map(({ city, holdsProbability }) => [city, holdsProbability] as const),
  );
  if (outlook !== null) chances.set(outlook.city, outlook.holdsProbability);
  return chances;
}
