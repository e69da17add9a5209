import type { MipSolver } from '../../../maths/linear-program.ts';
import { boundOfCalendars, boundOfDay, sharpBoundOfDay } from './plan-bound.ts';
import type { SharedParts } from '../neighbourhoods/plan-part.ts';
import { ascendPrices } from '../pricing/price-ascent.ts';
import type { RelaxedWeek } from '../neighbourhoods/relaxed-plan.ts';
import type { StrategyContext } from '../strategies.ts';
import type { WindowSearch } from '../neighbourhoods/window-search.ts';

const SECONDS_PER_SHARP_DAY = 6;

/** A plan's bound, shared among the searchers: each bounds the days of its own weeks, the first one adds them up. */
export class SharedBound {
  private readonly windows: WindowSearch;
  private readonly parts: SharedParts;
  private readonly context: StrategyContext;
  private readonly solver: MipSolver;
  private told = -Infinity;
  private calendars: number | undefined;
  /** Per day of the own weeks, and those of them that were made sharp. */
  private readonly days = new Map<number, number>();
  private readonly sharp = new Set<number>();

  constructor(windows: WindowSearch, parts: SharedParts, context: StrategyContext, solver: MipSolver) {
    this.windows = windows;
    this.parts = parts;
    this.context = context;
    this.solver = solver;
  }

  /** The linear bound, known at once. */
  tellLinear(relaxed: readonly RelaxedWeek[]): void {
    const { model, clock, until, position, searchers, onBound } = this.context;
    if (position !== searchers - 1) return;
    const worth = new Float64Array(model.need.length);
    for (const week of relaxed)
      for (let cell = 0; cell < worth.length; cell++)
        worth[cell] = (worth[cell] ?? 0) + (week.worth[cell] ?? 0);
    ascendPrices(model, { clock, until: Math.min(until, clock()), start: worth, onBound });
  }

  /** The days' parts, of one's own weeks. */
  boundDays(own: readonly RelaxedWeek[], until: number): void {
    const { model, clock } = this.context;
    for (const week of own) {
      for (const day of week.days) {
        const bound = boundOfDay(model, this.windows.program, this.solver, week, day, { clock, until });
        if (bound === undefined) return;
        this.days.set(day, bound);
      }
      this.tellDays(week);
    }
  }

  /** Raises the bound of one more day of the own weeks, where there is time left for it. */
  sharpenNextDay(): void {
    const { model, clock, until, random } = this.context;
    if (until - clock() < 2 * SECONDS_PER_SHARP_DAY) return;
    for (const week of this.parts.relaxed.values()) {
      const day = week.days.find((each) => this.days.has(each) && !this.sharp.has(each));
      if (day === undefined) continue;
      this.sharp.add(day);
      const options = { clock, until: clock() + SECONDS_PER_SHARP_DAY, random };
      const bound = sharpBoundOfDay(model, this.windows.program, this.solver, week, day, options);
      if (bound === undefined || bound <= (this.days.get(day) ?? Infinity)) return;
      this.days.set(day, bound);
      this.tellDays(week);
      return;
    }
  }

  /** Tells the sum, where all its parts are known and it is better than before. */
  tellSum(): void {
    const { model, onBound, position } = this.context;
    const { bounded, relaxed } = this.parts;
    if (position !== 0 || bounded.size < this.windows.weeks.length) return;
    this.calendars ??= boundOfCalendars(model, [...relaxed.values()]) ?? -Infinity;
    const sum = [...bounded.values()].reduce((total, part) => total + part, this.calendars);
    if (sum <= this.told) return;
    this.told = sum;
    onBound(sum);
  }

  private tellDays({ days }: RelaxedWeek): void {
    const bound = days.reduce((sum, day) => sum + (this.days.get(day) ?? -Infinity), 0);
    this.parts.tell({ kind: 'bounded', days, bound });
  }
}
