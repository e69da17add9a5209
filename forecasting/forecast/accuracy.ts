import { valueAt } from '../maths/value-at.ts';

/** Levels of the quantile loss: 0.05, 0.10, …, 0.95. */
const LOSS_LEVELS: readonly number[] = Array.from({ length: 19 }, (_, k) => (k + 1) / 20);
/** Edges of the central 80 % and 95 % intervals. */
const BAND_LEVELS = [0.1, 0.9, 0.025, 0.975] as const;

/** Quantile of the outcome of one slot. */
export type SlotQuantile = (level: number, slot: number) => number;

/** Figures of accuracy; shares are fractions, `undefined` where nothing was scored or no band was given. */
export interface Accuracy {
  readonly days: number;
  /** Σ|f − y| / Σy */
  readonly wape: number | undefined;
  /** Mean over days of the day's mean |f − y| over the weekly seasonal-naive error in training. */
  readonly mase: number | undefined;
  readonly rmse: number | undefined;
  /** Σ(f − y) / Σy */
  readonly bias: number | undefined;
  /** Σ over days of |day's Σ(f − y)| / Σy */
  readonly dayTotalWape: number | undefined;
  /** Mean of 19 quantile losses / Σy: close to the continuous ranked probability score over the mean. */
  readonly wql: number | undefined;
  readonly cov80: number | undefined;
  readonly cov95: number | undefined;
}

/** Sums from which `Accuracy` is drawn; grows day by day. */
export class AccuracySums {
  #days = 0;
  #slots = 0;
  #outcome = 0;
  #absoluteError = 0;
  #squaredError = 0;
  #error = 0;
  #dayError = 0;
  #scaledError = 0;
  #scaledDays = 0;
  #loss = 0;
  #bandSlots = 0;
  #within80 = 0;
  #within95 = 0;

  /**
   * @param naiveError mean absolute weekly seasonal-naive error of a slot in the training days of the origin
   * @param quantile `undefined` when the model gives no band
   */
  addDay(
    forecast: Float64Array,
    outcome: Float64Array,
    naiveError: number | undefined,
    quantile: SlotQuantile | undefined,
  ): void {
    let dayAbsolute = 0;
    let dayError = 0;
    for (let slot = 0; slot < outcome.length; slot++) {
      const y = valueAt(outcome, slot);
      const error = valueAt(forecast, slot) - y;
      dayAbsolute += Math.abs(error);
      dayError += error;
      this.#squaredError += error * error;
      this.#outcome += y;
      if (quantile !== undefined) this.#addBand(y, (level) => quantile(level, slot));
    }
    this.#days += 1;
    this.#slots += outcome.length;
    this.#absoluteError += dayAbsolute;
    this.#error += dayError;
    this.#dayError += Math.abs(dayError);
    if (naiveError !== undefined && naiveError > 0) {
      this.#scaledError += dayAbsolute / outcome.length / naiveError;
      this.#scaledDays += 1;
    }
  }

  #addBand(y: number, quantile: (level: number) => number): void {
    for (const level of LOSS_LEVELS) {
      const q = quantile(level);
      this.#loss += (2 * Math.max(level * (y - q), (level - 1) * (y - q))) / LOSS_LEVELS.length;
    }
    const [low80, high80, low95, high95] = BAND_LEVELS;
    this.#bandSlots += 1;
    if (y >= quantile(low80) && y <= quantile(high80)) this.#within80 += 1;
    if (y >= quantile(low95) && y <= quantile(high95)) this.#within95 += 1;
  }

  result(): Accuracy {
    const per = (sum: number, of: number) => (of > 0 ? sum / of : undefined);
    const meanSquare = per(this.#squaredError, this.#slots);
    const hasBand = this.#bandSlots > 0 && this.#bandSlots === this.#slots;
    return {
      days: this.#days,
      wape: per(this.#absoluteError, this.#outcome),
      mase: per(this.#scaledError, this.#scaledDays),
      rmse: meanSquare === undefined ? undefined : Math.sqrt(meanSquare),
      bias: per(this.#error, this.#outcome),
      dayTotalWape: per(this.#dayError, this.#outcome),
      wql: hasBand ? per(this.#loss, this.#outcome) : undefined,
      cov80: hasBand ? per(this.#within80, this.#bandSlots) : undefined,
      cov95: hasBand ? per(this.#within95, this.#bandSlots) : undefined,
    };
  }
}
