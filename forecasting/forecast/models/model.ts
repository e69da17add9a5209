import type { DayHistory } from '../../history/day-history.ts';
import type { PlainDate } from '../../time/plain-date.ts';
import type { ForecastCalendar } from '../../time/special-days.ts';

/**
 * The contract of every forecasting model: learn from a history, then say what the coming days will bring.
 *
 * `fit` sees only what it is given; whoever measures a model cuts the history at the origin first.
 */
export interface ForecastModel {
  /** Short name, as used on the command line and in stored versions. */
  readonly name: string;
  readonly fit: (history: DayHistory, calendar: ForecastCalendar) => FittedModel;
}

export interface FittedModel {
  /** One forecast per date, same order. Dates must lie behind the history's last day. */
  readonly forecast: (dates: readonly PlainDate[]) => readonly DayForecast[];
  /** Why this model, where it was chosen among several. */
  readonly reasons?: ChoiceReasons;
}

/** How one candidate did on the days before the origin. */
interface CandidateRecord {
  readonly model: string;
  /** Forecast days that were compared with what came. */
  readonly days: number;
  /** Σ|f − y| / Σy over all horizons up to two weeks; `undefined` while there is no record. */
  readonly wape: number | undefined;
}

/** Why a model was taken, in figures. */
export interface ChoiceReasons {
  readonly chosen: string;
  /** Best first. */
  readonly candidates: readonly CandidateRecord[];
  /** How the chosen one missed the day totals of the last weeks, a day ahead: what queues that miss together share. */
  readonly misses: readonly DayMiss[];
}

/** By how much a day's calls differed from its forecast, over the forecast. */
export interface DayMiss {
  readonly date: PlainDate;
  readonly share: number;
}

export interface DayForecast {
  readonly date: PlainDate;
  /** Expected offered calls per slot, same slots as the history. Never negative. */
  readonly mean: Float64Array;
  readonly spread: Spread;
}

/** How far the outcome may lie from the mean. */
export type Spread = UnknownSpread | StudentSpread | CountSpread;

/** The model does not say. */
interface UnknownSpread {
  readonly kind: 'unknown';
}

/** Independent slots, each Student t around its mean. */
interface StudentSpread {
  readonly kind: 'student';
  readonly degreesOfFreedom: number;
  /** Scale per slot. */
  readonly scale: Float64Array;
}

/**
 * Negative binomial slots times random factors that slots share: one for the whole day and one that drifts
 * through the day. The variance of a slot is dispersion · mean + (dayCv² + driftCv²) · mean².
 */
export interface CountSpread {
  readonly kind: 'count';
  /** Variance to mean ratio of a slot once the shared factors are known; at least 1 (Poisson). */
  readonly dispersion: number;
  /** Coefficient of variation of the factor that all slots of the day share. */
  readonly dayCv: number;
  /** Coefficient of variation of the factor that drifts through the day. */
  readonly driftCv: number;
  /** Correlation of the drifting factor between neighbouring slots, in [0, 1). */
  readonly driftCorrelation: number;
  /**
   * Coefficient of variation, per slot, of surprises that say nothing about other slots (opening, closing). Weighs
   * what is learnt during the day; the bands hold it on average already. Absent: 0.
   */
  readonly slotCv?: Float64Array;
}
