import { valueAt } from '../maths/value-at.ts';
import { drawBinomial, drawCount, drawNormal } from '../maths/variates.ts';
import { seededRandom, type Random } from '../maths/seeded.ts';
import {
  addDays,
  daysBetween,
  plainDate,
  weekdayOf,
  type PlainDate,
  type TimeZone,
} from '../time/plain-date.ts';
import type { SpecialDay } from '../time/special-days.ts';
import { ZoneClock } from '../time/wall-clock.ts';
import type { IntervalRecord } from './interval-record.ts';

/** A city whose past is made up. */
export interface GeneratedCity {
  readonly queue: string;
  /** Calls of an ordinary working day. */
  readonly callsPerDay: number;
  /** How much of the carnival the city takes part in: 1 Köln, less elsewhere. */
  readonly carnivalShare: number;
  /** Mean handle time of an ordinary call. */
  readonly handleSeconds: number;
  /** Day of January on which tax bills reach the letter boxes. */
  readonly taxBillDay: number;
  /** Days whose records are lost. */
  readonly missingDays: readonly PlainDate[];
}

export interface GeneratedHistory {
  readonly from: PlainDate;
  /** Last day, included. */
  readonly to: PlainDate;
  readonly zone: TimeZone;
  readonly cities: readonly GeneratedCity[];
  /** Holidays, carnival, eves and bridge days of the span. */
  readonly specialDays: readonly SpecialDay[];
  readonly seed: number;
}

/** The three cities of the joint call centre, with their published sizes. */
export const JOINT_CENTRE_CITIES: readonly GeneratedCity[] = [
  {
    queue: 'koeln',
    callsPerDay: 3900,
    carnivalShare: 1,
    handleSeconds: 205,
    taxBillDay: 15,
    missingDays: [],
  },
  {
    queue: 'bonn',
    callsPerDay: 1100,
    carnivalShare: 0.8,
    handleSeconds: 215,
    taxBillDay: 20,
    missingDays: [],
  },
  {
    queue: 'leverkusen',
    callsPerDay: 600,
    carnivalShare: 0.5,
    handleSeconds: 195,
    taxBillDay: 12,
    missingDays: [],
  },
];

const SLOT_MINUTES = 15;
const OPEN_MINUTE = 7 * 60;
const CLOSE_MINUTE = 18 * 60;
/** On the Thursday before carnival the lines close when the street carnival opens, at 11:11. */
const CARNIVAL_CLOSE_MINUTE = 11 * 60;
/** Calls of a weekday against the mean working day. */
const WEEKDAY_FACTORS = [1.19, 1.05, 0.93, 1.01, 0.82] as const;
/** Month by month: wishes for passports before summer, quiet school holidays and December. */
const MONTH_FACTORS = [1.06, 1.02, 1.03, 1.0, 1.02, 1.03, 0.95, 0.93, 1.04, 1.02, 1.01, 0.89] as const;
const GROWTH_PER_YEAR = 0.02;
/** As measured on a bank's calls: the factor a day's slots share has a CV of 7 % and halves correlate by 0.78. */
const DAY_FACTOR_DEVIATION = 0.062;
const DRIFT_DEVIATION = 0.033;
const DRIFT_CORRELATION = 0.93;
/** Share of the day factor that all cities have in common: weather and news know no city limits. */
const COMMON_DEVIATION_SHARE = 0.6;
const DAY_TO_DAY_CORRELATION = 0.45;
const SLOT_DISPERSION = 1.25;
/** A flu wave each winter: more callers, longer waits. */
const FLU = { month: 2, day: 3, lengthDays: 24, calls: 0.09 } as const;
const HANDLE_TIME_CV = 0.75;
const WAIT_OF_ABANDONED_SECONDS = 75;

/**
 * Two years of believable quarter hours, for demonstrations: weekday and day shape, holidays, carnival, bridge days,
 * a flu wave, tax bills, lost days, and chance that hits whole days as real call centres know it.
 *
 * Deterministic: the same arguments give the same records on every machine.
 *
 * @returns records by day, then city, then interval; closed days have none
 */
export function generateHistory(plan: GeneratedHistory): readonly IntervalRecord[] {
  const random = seededRandom(plan.seed);
  const clock = new ZoneClock(plan.zone);
  const special = new Map(plan.specialDays.map((day) => [day.date, day]));
  const bridges = new Set(
    plan.specialDays.filter(({ kind }) => kind === 'bridgeDay').map(({ date }) => date),
  );
  const dayLevels = plan.cities.map(() => 0);
  let commonLevel = 0;
  let daysSinceClosed = 0;
  let businessDayOfMonth = 0;
  const records: IntervalRecord[] = [];
  for (let date = plan.from; date <= plan.to; date = addDays(date, 1)) {
    if (date.endsWith('-01')) businessDayOfMonth = 0;
    const weekday = weekdayOf(date);
    if (weekday > 5) continue;
    const named = special.get(date);
    commonLevel = nextLevel(commonLevel, random);
    if (isClosedDay(named)) {
      daysSinceClosed = 0;
      continue;
    }
    daysSinceClosed += 1;
    businessDayOfMonth += 1;
    const shared = dayShape(date, plan.from, daysSinceClosed, businessDayOfMonth, bridges.has(date));
    for (const [index, city] of plan.cities.entries()) {
      const own = nextLevel(valueAt(dayLevels, index), random);
      dayLevels[index] = own;
      const level = COMMON_DEVIATION_SHARE * commonLevel + Math.sqrt(1 - COMMON_DEVIATION_SHARE ** 2) * own;
      const day: CityDay = {
        date,
        closeMinute: closeMinuteOf(named),
        calls:
          city.callsPerDay * shared * cityFactor(city, date, named) * Math.exp(DAY_FACTOR_DEVIATION * level),
        handleSeconds: city.handleSeconds * handleFactor(city, date),
        pressure: level,
      };
      const drawn = drawDay(city, day, clock, random);
      if (!city.missingDays.includes(date)) records.push(...drawn);
    }
  }
  return records;
}

/** What a generated day brings on average: chance comes on top. */
export interface ExpectedCityDay {
  readonly queue: string;
  /** Calls per quarter hour from opening to closing. */
  readonly calls: readonly number[];
  readonly openMinute: number;
  readonly slotMinutes: number;
  readonly handleSeconds: number;
}

/** Far enough back to know the month's business days and the last closed day. */
const LOOK_BACK_DAYS = 45;

/**
 * The mean of one day of the generated history, of a day in the future too: so that what is played today and what is
 * remembered of earlier days come from one world.
 *
 * @returns a day per city; none when the lines are closed
 */
export function expectedDays(
  plan: Pick<GeneratedHistory, 'from' | 'cities' | 'specialDays'>,
  date: PlainDate,
): readonly ExpectedCityDay[] {
  const special = new Map(plan.specialDays.map((day) => [day.date, day]));
  const named = special.get(date);
  if (weekdayOf(date) > 5 || isClosedDay(named)) return [];
  let daysSinceClosed = 0;
  let businessDayOfMonth = 0;
  for (let day = addDays(date, -LOOK_BACK_DAYS); day <= date; day = addDays(day, 1)) {
    if (day.endsWith('-01')) businessDayOfMonth = 0;
    if (weekdayOf(day) > 5) continue;
    if (isClosedDay(special.get(day))) {
      daysSinceClosed = 0;
      continue;
    }
    daysSinceClosed += 1;
    businessDayOfMonth += 1;
  }
  const isBridge = named?.kind === 'bridgeDay';
  const shared = dayShape(date, plan.from, daysSinceClosed, businessDayOfMonth, isBridge);
  const slots = (closeMinuteOf(named) - OPEN_MINUTE) / SLOT_MINUTES;
  const curve = dayCurve(weekdayOf(date) === 5).slice(0, Math.ceil(slots));
  return plan.cities.map((city) => ({
    queue: city.queue,
    calls: curve.map((share) => city.callsPerDay * shared * cityFactor(city, date, named) * share),
    openMinute: OPEN_MINUTE,
    slotMinutes: SLOT_MINUTES,
    handleSeconds: city.handleSeconds * handleFactor(city, date),
  }));
}

function closeMinuteOf(named: SpecialDay | undefined): number {
  return named?.name === 'Weiberfastnacht' ? CARNIVAL_CLOSE_MINUTE : CLOSE_MINUTE;
}

interface CityDay {
  readonly date: PlainDate;
  readonly closeMinute: number;
  readonly calls: number;
  readonly handleSeconds: number;
  /** Standard deviations by which the day is busier than planned for: more callers give up. */
  readonly pressure: number;
}

function nextLevel(level: number, random: Random): number {
  return DAY_TO_DAY_CORRELATION * level + Math.sqrt(1 - DAY_TO_DAY_CORRELATION ** 2) * drawNormal(random);
}

function isClosedDay(named: SpecialDay | undefined): boolean {
  return named?.kind === 'publicHoliday' || named?.kind === 'eve' || named?.name === 'Rosenmontag';
}

/** Factor of a day that all cities share. */
function dayShape(
  date: PlainDate,
  from: PlainDate,
  daysSinceClosed: number,
  businessDayOfMonth: number,
  isBridge: boolean,
): number {
  const month = Number(date.slice(5, 7));
  const weekday = WEEKDAY_FACTORS[weekdayOf(date) - 1] ?? 1;
  const season = MONTH_FACTORS[month - 1] ?? 1;
  const growth = (1 + GROWTH_PER_YEAR) ** (daysBetween(from, date) / 365);
  const afterClosed = daysSinceClosed === 1 ? 1.16 : daysSinceClosed === 2 ? 1.05 : 1;
  const startOfMonth = businessDayOfMonth === 1 ? 1.07 : businessDayOfMonth === 2 ? 1.04 : 1;
  return weekday * season * growth * afterClosed * startOfMonth * (isBridge ? 0.72 : 1) * fluFactor(date);
}

function fluFactor(date: PlainDate): number {
  const start = plainDate(`${date.slice(0, 4)}-0${FLU.month}-0${FLU.day}`);
  const phase = (daysBetween(start, date) + 0.5) / FLU.lengthDays;
  return phase > 0 && phase < 1 ? 1 + FLU.calls * Math.sin(Math.PI * phase) : 1;
}

function cityFactor(city: GeneratedCity, date: PlainDate, named: SpecialDay | undefined): number {
  const carnival = named?.kind === 'carnival' ? 1 - 0.35 * city.carnivalShare : 1;
  return carnival * (1 + 0.38 * taxBillEffect(city, date));
}

/** 1 on the day the bills arrive, fading over the following two weeks; 0 otherwise. */
function taxBillEffect(city: GeneratedCity, date: PlainDate): number {
  const days = daysBetween(plainDate(`${date.slice(0, 4)}-01-${city.taxBillDay}`), date);
  return days >= 0 && days < 16 ? Math.exp(-days / 4) : 0;
}

/** Handle time has its own season: long in January's tax questions, shorter in summer. */
function handleFactor(city: GeneratedCity, date: PlainDate): number {
  const yearPhase = (2 * Math.PI * daysBetween(plainDate(`${date.slice(0, 4)}-01-01`), date)) / 365;
  const monday = weekdayOf(date) === 1 ? 0.97 : 1;
  return monday * (1 + 0.03 * Math.cos(yearPhase)) * (1 + 0.12 * taxBillEffect(city, date));
}

function drawDay(city: GeneratedCity, day: CityDay, clock: ZoneClock, random: Random): IntervalRecord[] {
  const shape = dayCurve(weekdayOf(day.date) === 5);
  const records: IntervalRecord[] = [];
  let drift = drawNormal(random);
  for (const [slot, share] of shape.entries()) {
    drift = DRIFT_CORRELATION * drift + Math.sqrt(1 - DRIFT_CORRELATION ** 2) * drawNormal(random);
    const minute = OPEN_MINUTE + slot * SLOT_MINUTES;
    if (minute >= day.closeMinute) break;
    const expected = day.calls * share * Math.exp(DRIFT_DEVIATION * drift);
    const offered = drawCount(expected, SLOT_DISPERSION, random);
    const abandonShare = 0.07 / (1 + Math.exp(-0.8 * (day.pressure + drift - 0.5))) + 0.02;
    const abandoned = drawBinomial(offered, abandonShare, random);
    const answered = offered - abandoned;
    const meanHandle = day.handleSeconds * (1 + 0.04 * Math.cos((Math.PI * slot) / shape.length));
    const handleNoise = (HANDLE_TIME_CV / Math.sqrt(Math.max(1, answered))) * drawNormal(random);
    const within = drawBinomial(answered, Math.max(0.35, 0.9 - 2.2 * abandonShare), random);
    records.push({
      queue: city.queue,
      start: clock.instantAt(day.date, minute),
      minutes: SLOT_MINUTES,
      offered,
      answered,
      abandoned,
      answeredWithinThreshold: within,
      handleSeconds: Math.round(answered * meanHandle * Math.max(0.3, 1 + handleNoise)),
      waitSeconds: Math.round(within * 7 + (answered - within) * 48 + abandoned * WAIT_OF_ABANDONED_SECONDS),
    });
  }
  return records;
}

/** Share of the day's calls per quarter hour: a steep morning, a dip at noon, a lower afternoon, Fridays short. */
function dayCurve(isFriday: boolean): readonly number[] {
  const slots = (CLOSE_MINUTE - OPEN_MINUTE) / SLOT_MINUTES;
  const weights = Array.from({ length: slots }, (_, slot) => {
    const hour = 7 + ((slot + 0.5) * SLOT_MINUTES) / 60;
    const morning = Math.exp(-(((hour - 9.9) / 1.75) ** 2) / 2);
    const afternoon = (isFriday ? 0.25 : 0.62) * Math.exp(-(((hour - 14.3) / 1.6) ** 2) / 2);
    return 0.09 + morning + afternoon;
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}
