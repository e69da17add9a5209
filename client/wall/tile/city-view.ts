import { MINUTE_MS } from '../../../forecasting/time/index.ts';
import type { Board, CityBoard, DayCurve, Ratio } from '../../../server/contract/wall.ts';
import {
  formatCount,
  formatPercent,
  formatPercentage,
  formatWeekday,
  UNKNOWN,
  type Language,
} from '../../text/format.ts';
import type { DayPhase } from '../../moment/day-phase.ts';
import type { Tone, DataQuality } from '../../moment/city-state.ts';
import type { MomentTexts } from '../../text/moment-texts.ts';
import type { WallTexts } from '../../text/wall-texts.ts';

/** Below this many calls a share says little: it is shown with its n and without an alarm colour. */
const LEAST_FOR_ALARM = 20;

/** A share against its target: digits, and where the meter and its tick stand (0–1). */
export interface RatioView {
  readonly digits: string;
  readonly hasValue: boolean;
  readonly fill: number;
  readonly tick: number;
  readonly tone: Tone;
  /** `n = 7` where the share rests on few calls, else `null`. */
  readonly few: string | null;
}

export function ratioView(
  ratio: Ratio & { readonly target: number; readonly status: 'ok' | 'warning' | 'breach' | 'unknown' },
  dataQuality: DataQuality,
  language: Language,
  texts: WallTexts,
): RatioView {
  const tick = clamp(ratio.target);
  if (!dataQuality.isKnown || ratio.value === null || ratio.denominator === 0)
    return { digits: UNKNOWN, hasValue: false, fill: 0, tick, tone: 'plain', few: null };
  const few = ratio.denominator < LEAST_FOR_ALARM;
  const alarm = !few && !dataQuality.isStale && (ratio.status === 'warning' || ratio.status === 'breach');
  return {
    digits: formatPercentage(ratio.value, language, ratio.target),
    hasValue: true,
    fill: clamp(ratio.value),
    tick,
    tone: alarm ? ratio.status : 'plain',
    few: few ? texts.sampleSize(formatCount(ratio.denominator, language)) : null,
  };
}

/** Line under the service level: the contract, and n where it is small. */
export function contractCaption(
  city: CityBoard,
  view: RatioView,
  language: Language,
  texts: WallTexts,
): string {
  const target = formatPercent(city.serviceLevel.target, language);
  return view.few === null
    ? texts.contract(target, city.serviceLevel.thresholdSeconds)
    : `${view.few}\u00a0· ${texts.target(target)}`;
}

/** Line under the answer rate: its sums, so that everyone can check it. */
export function answerCaption(
  city: CityBoard,
  view: RatioView,
  language: Language,
  texts: WallTexts,
): string {
  if (!view.hasValue) return texts.target(formatPercent(city.answerRate.target, language));
  if (view.few !== null) return view.few;
  return texts.partOf(
    formatCount(city.answerRate.numerator, language),
    formatCount(city.answerRate.denominator, language),
  );
}

/** Line under the curve, right: what the day is expected to bring. */
export function dayCaption(
  curve: DayCurve,
  offered: number,
  isStale: boolean,
  phase: DayPhase,
  language: Language,
  texts: WallTexts,
): string {
  if (curve.expectedDay === null || curve.forecast === null) return texts.noForecast;
  if (isStale && phase !== 'over') return texts.forecastHolds;
  const expected = formatCount(Math.max(offered, curve.expectedDay), language);
  const differs =
    curve.forecastDay !== null && Math.round(curve.forecastDay) !== Math.round(curve.expectedDay);
  return differs && curve.forecastDay !== null && curve.reforecast !== null
    ? texts.expectedInstead(expected, formatCount(curve.forecastDay, language))
    : texts.expectedToday(expected);
}

/** What stands where the waiting figures are while a city is closed. */
export interface ClosedView {
  readonly headline: string;
  /** Why today is no ordinary day. */
  readonly reason: string | null;
  readonly next: string | null;
  /** Calls that came while the line was closed: in no contract figure, and yet they arrived. */
  readonly outside: string | null;
}

export function closedView(
  city: CityBoard,
  now: number,
  language: Language,
  texts: WallTexts,
  moment: MomentTexts,
): ClosedView {
  const { hours } = city;
  if (hours.state === 'openingSoon') {
    const minutes = hours.opensAt === null ? 0 : Math.ceil((hours.opensAt - now) / MINUTE_MS);
    return {
      headline: hours.opensAtLocal ?? texts.hours.closed,
      reason: specialDay(city, language, texts),
      next: texts.hours.opensInMinutes(minutes),
      outside: outsideHours(city, language, moment),
    };
  }
  const next = nextOpening(city, now, language);
  return {
    headline: next ?? texts.hours.closed,
    reason: specialDay(city, language, texts),
    next: next === null ? null : texts.hours.opensAgain,
    outside: outsideHours(city, language, moment),
  };
}

/** `3 Anrufe außerhalb der Öffnungszeit`; `null`: none came. */
function outsideHours(city: CityBoard, language: Language, moment: MomentTexts): string | null {
  const calls = city.today.outsideHours;
  return calls === 0 ? null : moment.outsideHours(calls, formatCount(calls, language));
}

/** `09:00` later today, `Di 07:00` on another day; `null` if no opening is known. */
function nextOpening(city: CityBoard, now: number, language: Language): string | null {
  const { nextOpening: next, opensAt, opensAtLocal } = city.hours;
  if (opensAt !== null && opensAtLocal !== null && opensAt > now) return opensAtLocal;
  return next === null ? null : `${formatWeekday(next.weekday, language)} ${next.local}`;
}

/** The centre's notice; empty when there is none. */
export function tickerWords(ticker: Board['ticker'], language: Language): string {
  return (language === 'en' ? ticker?.en : undefined) ?? ticker?.text ?? '';
}

/** `Feiertag: Allerheiligen`, `Brückentag`; `null` on an ordinary day. */
function specialDay(city: CityBoard, language: Language, texts: WallTexts): string | null {
  const { special } = city.hours;
  if (special === null) return null;
  const kind = texts.hours.kinds[special.kind];
  const name = special[language];
  return name === '' || name === kind ? kind : `${kind}: ${name}`;
}

/** A line under the name of an open city: why today is no ordinary day, or that it closes soon. */
export function dayRemark(city: CityBoard, language: Language, texts: WallTexts): string | null {
  if (city.hours.state === 'closingSoon' && city.hours.closesAtLocal !== null)
    return texts.hours.closesAt(city.hours.closesAtLocal);
  return specialDay(city, language, texts);
}

/** Whether the great figures give way to the closed notice: callers who still wait are never hidden. */
export function showsClosed(city: CityBoard): boolean {
  return (city.hours.state === 'closed' || city.hours.state === 'openingSoon') && city.waiting === 0;
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
