import { DAY_MS, MINUTE_MS } from '../../forecasting/time/index.ts';

/** Local day and minute of the day, as a wall clock in the centre's zone shows them. */
export interface LocalNow {
  readonly at: number;
  readonly day: string;
  readonly minute: number;
}

/** What the clock on the wall says at an instant, also when the telephone itself is set to another zone. */
export function localNow(at: number, zone: string): LocalNow {
  const local = new Date(at + utcOffsetMinutes(at, zone) * MINUTE_MS).toISOString();
  return {
    at,
    day: local.slice(0, 10),
    minute: Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16)),
  };
}

/**
 * The instant at which the zone's clock shows `minute` of `day`. In the hour that a change of clocks repeats it is the
 * first of both; a time in the hour that it skips is counted on from before the change.
 */
export function instantOf(day: string, minute: number, zone: string): number {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS;
  const early = asUtc - utcOffsetMinutes(asUtc - DAY_MS, zone) * MINUTE_MS;
  const offset = utcOffsetMinutes(early, zone);
  const exact = asUtc - offset * MINUTE_MS;
  return utcOffsetMinutes(exact, zone) === offset ? exact : early;
}

/** Minutes that the zone's clock is ahead of UTC at an instant. */
function utcOffsetMinutes(at: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return Math.round((local - Math.floor(at / MINUTE_MS) * MINUTE_MS) / MINUTE_MS);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  formats.set(zone, made);
  return made;
}
