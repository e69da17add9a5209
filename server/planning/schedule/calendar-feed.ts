import { clockTime, MINUTE_MS } from '../../../forecasting/time/index.ts';
import type { Duty } from '../../contract/schedule.ts';

/** What the owner of the feed reads in their calendar. */
export interface FeedText {
  readonly title: string;
  readonly duty: string;
  readonly breakWord: string;
  /** Before a duty that was taken back: not every calendar heeds STATUS. */
  readonly cancelledWord: string;
  readonly cityNames: Readonly<Record<string, string>>;
}

/** Words of a feed, in the language in which its owner made the address. */
export function feedWords(name: string, language: 'de' | 'en'): Omit<FeedText, 'cityNames'> {
  return language === 'en'
    ? { title: `Roster ${name}`, duty: 'Duty', breakWord: 'Break', cancelledWord: 'Cancelled' }
    : { title: `Dienstplan ${name}`, duty: 'Dienst', breakWord: 'Pause', cancelledWord: 'Entfällt' };
}

/**
 * Times of Berlin as RFC 5545 wants them written: the European rule since 1996, last Sundays of March and October at
 * 01:00 UTC. Duties carry local times, so that a calendar shows the wall-clock time on both sides of a change.
 */
const BERLIN = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Berlin',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** A person's duties as an iCalendar stream: stable UIDs, a sequence per change, cancelled ones kept as cancelled. */
export function calendarFeed(duties: readonly Duty[], text: FeedText): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Leitstand//Dienstplan//DE',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(text.title)}`,
    'X-WR-TIMEZONE:Europe/Berlin',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...BERLIN,
    ...duties.flatMap((duty) => event(duty, text)),
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n');
}

function event(duty: Duty, text: FeedText): readonly string[] {
  const { body } = duty;
  const breaks = body.breaks.map(
    (pause) => `${text.breakWord} ${clockTime(pause.startMinute)}–${clockTime(pause.endMinute)}`,
  );
  const activities = body.activities.map(
    (activity) => `${activity.label} ${clockTime(activity.startMinute)}–${clockTime(activity.endMinute)}`,
  );
  const cities = body.cities.map((city) => text.cityNames[city] ?? city).join(', ');
  const stamp = utc(duty.changedAt);
  const isCancelled = duty.status === 'cancelled';
  const summary = `${text.duty} ${clockTime(body.startMinute)}–${clockTime(body.endMinute)}`;
  return [
    'BEGIN:VEVENT',
    `UID:${duty.uid}`,
    `SEQUENCE:${duty.sequence}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    `DTSTART;TZID=Europe/Berlin:${local(duty.day, body.startMinute)}`,
    `DTEND;TZID=Europe/Berlin:${local(duty.day, body.endMinute)}`,
    `SUMMARY:${escaped(isCancelled ? `${text.cancelledWord}: ${summary}` : summary)}`,
    `DESCRIPTION:${escaped([...breaks, ...activities, cities].filter((line) => line !== '').join('\n'))}`,
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${isCancelled ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ];
}

/** Minute 1440 is midnight of the next day. */
function local(day: string, minute: number): string {
  const at = new Date(Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS).toISOString();
  return `${at.slice(0, 10).replaceAll('-', '')}T${at.slice(11, 13)}${at.slice(14, 16)}00`;
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r?\n/g, '\\n');
}

const utf8 = new TextEncoder();

/** No line longer than 75 octets (RFC 5545 § 3.1), and never cut within a character. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = utf8.encode(character).length;
    if (octets + size > 75) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}
