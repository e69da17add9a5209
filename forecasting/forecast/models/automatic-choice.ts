import { valueAt } from '../../maths/value-at.ts';
import { total, type DayHistory } from '../../history/day-history.ts';
import type { ForecastCalendar } from '../../time/special-days.ts';
import { estimateSpread } from './estimate-spread.ts';
import type { ChoiceReasons, CountSpread, DayMiss, FittedModel, ForecastModel } from './model.ts';
import { TrackRecord, type PastForecast } from './track-record.ts';

/** A fitted model that can say why it is the one. */
interface ChosenModel extends FittedModel {
  readonly reasons: ChoiceReasons;
}

export interface AutomaticChoice extends ForecastModel {
  readonly fit: (history: DayHistory, calendar: ForecastCalendar) => ChosenModel;
}

const RECORD_WEEKS = 9;
/** Relative gain in WAPE that is no chance on a long record; twice as much is asked of a record of 20 origins. */
const LEAST_GAIN = 0.01;
const DOUBTFUL_ORIGINS = 20;

/**
 * Takes, at every origin anew, the candidate that did clearly best on the weeks before it, and gives it bands from its own
 * misses on those weeks.
 *
 * Holds the candidates' track record, so use one choice for one queue. Without a record yet (less than five weeks of
 * history) the first candidate is taken.
 *
 * @param candidates preferred first; ties go to the first
 */
export function automaticChoice(candidates: readonly ForecastModel[], name = 'auto'): AutomaticChoice {
  const record = new TrackRecord(candidates, RECORD_WEEKS);
  return {
    name,
    fit: (history, calendar) => {
      const pasts = record.of(history, calendar);
      const entries = candidates.map((model, index) => {
        const past = pasts[index] ?? [];
        return { model, past, wape: wape(past) };
      });
      const ranked = entries.toSorted((a, b) => (a.wape ?? 1) - (b.wape ?? 1));
      const best = choose(entries);
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
          misses: missesOf(best.past),
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

interface Entry {
  readonly model: ForecastModel;
  readonly past: readonly PastForecast[];
  readonly wape: number | undefined;
}

/** The first candidate, unless one further down was better by more than chance would explain. */
function choose(entries: readonly Entry[]): Entry {
  const [first, ...others] = entries;
  if (first === undefined) throw new RangeError('an automatic choice needs at least one candidate');
  let best = first;
  for (const entry of others) {
    const origins = entry.past.filter(({ ahead }) => ahead === 1).length;
    const needed = LEAST_GAIN * (1 + DOUBTFUL_ORIGINS / Math.max(1, origins));
    if (entry.wape !== undefined && best.wape !== undefined && entry.wape < best.wape * (1 - needed))
      best = entry;
  }
  return best;
}

/** Relative misses of day totals, one day ahead. */
function missesOf(past: readonly PastForecast[]): readonly DayMiss[] {
  return past.flatMap(({ ahead, date, mean, outcome }) => {
    const expected = total(mean);
    return ahead === 1 && expected > 0 ? [{ date, share: total(outcome) / expected - 1 }] : [];
  });
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
      errors += Math.abs(valueAt(mean, slot) - valueAt(outcome, slot));
      calls += valueAt(outcome, slot);
    }
  }
  return calls > 0 ? errors / calls : undefined;
}
