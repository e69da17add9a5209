import { DAY_MS, MINUTE_MS } from '../../forecasting/time/index.ts';

/**
 * Numbers, shares, durations and days as people read them. The only place where a share becomes a percentage.
 * Rounding is half-up and happens here alone; whoever compares values does it before.
 */
export type Language = 'de' | 'en';

/** Shown where a value is not known, or a ratio has no denominator. Never 0, never 100 %. */
export const UNKNOWN = '–';

const NARROW_NO_BREAK_SPACE = '\u202f';
const MOST_DECIMALS = 4;

export const localeOf: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };

/** Whole number with the language's thousands separator: `4.020`, `4,020`. */
export function formatCount(value: number | null, language: Language): string {
  return formatDecimal(value, 0, language);
}

/** Number with exactly `decimals` decimal places and a minus sign, not a hyphen: `1,9`, `−1.9`. */
export function formatDecimal(value: number | null, decimals: number, language: Language): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  return numberFormat(language, decimals).format(roundHalfUp(value, decimals)).replace('-', '−');
}

/**
 * Percentage without its sign: `78`.
 *
 * Where rounding would reach the target while the share misses it, decimals are added until it does not:
 * 0.7996 against 0.8 reads `79,96`. A miss too small for four decimals is shown as the nearest one that they can show.
 */
export function formatPercentage(share: number | null, language: Language, target?: number): string {
  if (share === null || !Number.isFinite(share)) return UNKNOWN;
  if (target === undefined || share >= target) return formatDecimal(share * 100, 0, language);
  const targetPercent = roundHalfUp(target * 100, MOST_DECIMALS);
  for (let decimals = 0; decimals < MOST_DECIMALS; decimals += 1)
    if (roundHalfUp(share * 100, decimals) < targetPercent)
      return formatDecimal(share * 100, decimals, language);
  return formatDecimal(targetPercent - 10 ** -MOST_DECIMALS, MOST_DECIMALS, language);
}

/** Percentage with its sign as the language sets it: `78 %`, `78%`. */
export function formatPercent(share: number | null, language: Language, target?: number): string {
  const digits = formatPercentage(share, language, target);
  if (digits === UNKNOWN) return UNKNOWN;
  return language === 'de' ? `${digits}${NARROW_NO_BREAK_SPACE}%` : `${digits}%`;
}

/** Percentage with one decimal, for errors that are compared by tenths: `4,8 %`, `4.8%`. */
export function formatPercentFinely(share: number | null, language: Language): string {
  const digits = formatDecimal(share === null ? null : share * 100, 1, language);
  if (digits === UNKNOWN) return UNKNOWN;
  return language === 'de' ? `${digits}${NARROW_NO_BREAK_SPACE}%` : `${digits}%`;
}

/** Size of a file: `1,2 MB`, `340 kB`. */
export function formatBytes(bytes: number, language: Language): string {
  const KILO = 1_000;
  if (bytes < KILO) return `${bytes} B`;
  return bytes < KILO ** 2
    ? `${formatDecimal(bytes / KILO, 0, language)} kB`
    : `${formatDecimal(bytes / KILO ** 2, 1, language)} MB`;
}

/** Elapsed time as `0:48`, `14:20`, `1:02:05`. Whole seconds that have passed, so it never shows one too early. */
export function formatDuration(milliseconds: number | null): string {
  if (milliseconds === null || !Number.isFinite(milliseconds)) return UNKNOWN;
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}`
    : `${minutes}:${twoDigits(seconds % 60)}`;
}

/** Time of day at `instant` in a place whose clock is `utcOffsetMinutes` ahead of UTC: `09:41`. */
export function formatTimeOfDay(instant: number | null, utcOffsetMinutes: number): string {
  if (instant === null || !Number.isFinite(instant)) return UNKNOWN;
  return new Date(instant + utcOffsetMinutes * MINUTE_MS).toISOString().slice(11, 16);
}

/** `Köln`, `Köln und Bonn`, `Köln, Bonn und Leverkusen` */
export function listedNames(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(localeOf[language], { type: 'conjunction' }).format(names);
}

/** A day of the calendar as `Mo 23. Nov.` or `Mon 23 Nov`. @param date YYYY-MM-DD */
export function formatDay(date: string, language: Language): string {
  const day = new Date(`${date}T00:00:00Z`);
  const weekday = formatWeekday(((day.getUTCDay() + 6) % 7) + 1, language);
  return `${weekday} ${dateFormat(language, 'dayAndMonth').format(day)}`;
}

/** Day of the month beside a weekday: `23.`, `23`. @param date YYYY-MM-DD */
export function formatDayOfMonth(date: string, language: Language): string {
  return `${Number(date.slice(8))}${language === 'de' ? '.' : ''}`;
}

/** Short name of a day's month, with the year in January: `Nov`, `Jan 2026`. @param date YYYY-MM-DD */
export function formatMonth(date: string, language: Language): string {
  const month = dateFormat(language, 'month')
    .format(new Date(`${date}T00:00:00Z`))
    .replace('.', '');
  return date.slice(5, 7) === '01' ? `${month} ${date.slice(0, 4)}` : month;
}

/** Short name of an ISO weekday, Monday 1 … Sunday 7: `Mo`, `Mon`. */
export function formatWeekday(
  weekday: number,
  language: Language,
  width: 'short' | 'long' = 'short',
): string {
  const MONDAY = Date.UTC(2024, 0, 1);
  const name = dateFormat(language, width).format(MONDAY + (weekday - 1) * DAY_MS);
  return name.replace('.', '');
}

/** Half-up, also where the binary value falls a hair short of the half it was meant to be (0.145 × 100). */
export function roundHalfUp(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  const scaled = value * factor;
  return Math.floor(scaled + 0.5 + Math.abs(scaled) * Number.EPSILON * 4) / factor;
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, decimals: number): Intl.NumberFormat {
  const key = `${language}${decimals}`;
  const known = numberFormats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(localeOf[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: 'always',
  });
  numberFormats.set(key, made);
  return made;
}

const dateParts = {
  dayAndMonth: { day: 'numeric', month: 'short' },
  month: { month: 'short' },
  short: { weekday: 'short' },
  long: { weekday: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Made once: to make one takes longer than to format a hundred days, and a year's calendar names every day. */
function dateFormat(language: Language, parts: keyof typeof dateParts): Intl.DateTimeFormat {
  const key = `${language} ${parts}`;
  const known = dateFormats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(localeOf[language], { ...dateParts[parts], timeZone: 'UTC' });
  dateFormats.set(key, made);
  return made;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
