import type { DayHistory } from '../history/day-history.ts';
import type { ForecastCalendar } from '../time/special-days.ts';
import { estimateSpread } from './estimate-spread.ts';
import type { CountSpread, FittedModel, ForecastModel } from './model.ts';
import { TrackRecord, type PastForecast } from './track-record.ts';

/** How one candidate did on the days before the origin. */
export interface CandidateRecord {
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
}

/** A fitted model that can say why it is the one. */
export interface ChosenModel extends FittedModel {
  readonly reasons: ChoiceReasons;
}

export interface AutomaticChoice extends ForecastModel {
  readonly fit: (history: DayHistory, calendar: ForecastCalendar) => ChosenModel;
}

const RECORD_WEEKS = 9;

/**
 * Takes, at every origin anew, the candidate that did best on the weeks before it, and gives it bands from its own
 * misses on those weeks.
 *
 * Holds the candidates' track records, so use one choice for one queue. Without a record yet (less than five weeks of
 * history) the first candidate is taken.
 *
 * @param candidates preferred first; ties go to the first
 */
export function automaticChoice(candidates: readonly ForecastModel[], name = 'auto'): AutomaticChoice {
  const records = candidates.map((model) => new TrackRecord(model, RECORD_WEEKS));
  return {
    name,
    fit: (history, calendar) => {
      const pasts = records.map((record) => ({ model: record.model, past: record.of(history, calendar) }));
      const ranked = pasts
        .map(({ model, past }) => ({ model, past, wape: wape(past) }))
        .toSorted((a, b) => (a.wape ?? 1) - (b.wape ?? 1));
      const [best] = ranked;
      if (best === undefined) throw new RangeError('an automatic choice needs at least one candidate');
      const fitted = best.model.fit(history, calendar);
      const spreads = new Map<number, CountSpread>();
      return {
        reasons: {
          chosen: best.model.name,
          candidates: ranked.map((entry) => ({
            model: entry.model.name,
            days: entry.past.length,
            wape: entry.wape,
          })),
        },
        forecast: (dates) =>
          fitted.forecast(dates).map((forecast, index) => {
            const group = horizonGroup(index + 1, history.businessWeek.length);
            const spread = spreads.get(group) ?? spreadOf(best.past, group, history.businessWeek.length);
            spreads.set(group, spread);
            return { ...forecast, spread };
          }),
      };
    },
  };
}

/** Horizons that miss alike: the next two days, the rest of the first week, later. */
function horizonGroup(ahead: number, week: number): number {
  if (ahead <= 2) return 0;
  return ahead <= week ? 1 : 2;
}

function spreadOf(past: readonly PastForecast[], group: number, week: number): CountSpread {
  return estimateSpread(past.filter(({ ahead }) => horizonGroup(ahead, week) === group));
}

function wape(past: readonly PastForecast[]): number | undefined {
  let errors = 0;
  let calls = 0;
  for (const { mean, outcome } of past) {
    for (let slot = 0; slot < outcome.length; slot++) {
      errors += Math.abs((mean[slot] ?? 0) - (outcome[slot] ?? 0));
      calls += outcome[slot] ?? 0;
    }
  }
  return calls > 0 ? errors / calls : undefined;
}
