import {
  dateAt,
  daySpan,
  instant,
  type Instant,
  localTimeAt,
  MINUTE_MS,
  type PlainDate,
  type TimeZone,
} from '../../../forecasting/time/index.ts';
import type { City, CityContract } from '../../contract/centre.ts';
import { contractOn } from '../../contract/city-contract.ts';
import { openSpansOn, type OpenSpan } from '../state/counting-rules.ts';

/** Length of the intervals that a wall draws. */
export const CURVE_MINUTES = 15;

/** What is fixed for one city on one local day: worked out once, used for every board of the day. */
export interface DayFrame {
  /** The configuration it was made of. */
  readonly city: City;
  readonly date: PlainDate;
  readonly start: number;
  readonly end: number;
  readonly open: readonly OpenSpan[];
  readonly contract: CityContract;
  /** Starts of the drawn intervals and their local labels. */
  readonly curveStarts: readonly Instant[];
  readonly curveLabels: readonly string[];
}

/** Drawn where a city is closed all day: the joint centre's own hours. */
const USUAL_OPENING_HOURS = { from: 7, to: 18 };

export function dayFrame(city: City, zone: TimeZone, at: Instant): DayFrame {
  const date = dateAt(at, zone);
  const { start, end } = daySpan(date, zone);
  const open = openSpansOn(city.hours, date, zone);
  const contract = contractOn(city, date);
  if (contract === undefined) throw new RangeError(`${city.id} has no contract`);
  const curveStarts = startsOfCurve(open, start);
  return {
    city,
    date,
    start,
    end,
    open,
    contract,
    curveStarts,
    curveLabels: curveStarts.map((startsAt) => localTimeAt(startsAt, zone)),
  };
}

function startsOfCurve(open: readonly OpenSpan[], dayStart: number): readonly Instant[] {
  const step = CURVE_MINUTES * MINUTE_MS;
  const first = open[0]?.from ?? dayStart + USUAL_OPENING_HOURS.from * 60 * MINUTE_MS;
  const last = open.at(-1)?.to ?? dayStart + USUAL_OPENING_HOURS.to * 60 * MINUTE_MS;
  const starts: Instant[] = [];
  for (let at = Math.floor(first / step) * step; at < last; at += step) starts.push(instant(at));
  return starts;
}
