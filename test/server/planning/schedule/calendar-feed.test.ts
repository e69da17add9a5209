import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { calendarFeed } from '../../../../server/planning/schedule/calendar-feed.ts';
import type { Duty } from '../../../../server/contract/schedule.ts';

const text = {
  title: 'Mein Dienstplan, K-014; Köln',
  duty: 'Dienst',
  breakWord: 'Pause',
  cancelledWord: 'Entfällt',
  cityNames: { koeln: 'Köln', bonn: 'Bonn' },
};

function duty(day: string, changes: Partial<Duty> = {}): Duty {
  return {
    day,
    uid: `K-014-${day}@leitstand`,
    sequence: 0,
    status: 'planned',
    changedAt: Date.UTC(2026, 0, 5, 12),
    previous: null,
    body: {
      startMinute: 480,
      endMinute: 990,
      breaks: [{ startMinute: 735, endMinute: 765 }],
      activities: [{ startMinute: 600, endMinute: 660, label: 'Schulung, Melderecht' }],
      group: 'koeln+bonn',
      pattern: 'day',
      cities: ['koeln', 'bonn'],
    },
    ...changes,
  };
}

function read(feed: string): ICAL.Event[] {
  const root = ICAL.Component.fromString(feed);
  const zone = root.getFirstSubcomponent('vtimezone');
  if (zone !== null) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  return root.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

function berlinHours(day: string): string[] {
  return read(calendarFeed([duty(day)], text)).flatMap((event) => [
    event.startDate.toJSDate().toISOString(),
    event.endDate.toJSDate().toISOString(),
  ]);
}

describe('the calendar feed, read by an independent parser', () => {
  const clockChanges = {
    'the day before clocks go forward': [
      '2026-03-28',
      '2026-03-28T07:00:00.000Z',
      '2026-03-28T15:30:00.000Z',
    ],
    'the day clocks go forward': ['2026-03-29', '2026-03-29T06:00:00.000Z', '2026-03-29T14:30:00.000Z'],
    'the day before clocks go back': ['2026-10-24', '2026-10-24T06:00:00.000Z', '2026-10-24T14:30:00.000Z'],
    'the day clocks go back': ['2026-10-25', '2026-10-25T07:00:00.000Z', '2026-10-25T15:30:00.000Z'],
  } as const;
  for (const [when, [day, from, to]] of Object.entries(clockChanges))
    it(`keeps the wall-clock time on ${when}`, () => expect(berlinHours(day)).toEqual([from, to]));

  it('keeps the uid and raises the sequence when a duty changes', () => {
    const before = read(calendarFeed([duty('2026-11-26')], text))[0];
    const after = read(calendarFeed([duty('2026-11-26', { sequence: 1 })], text))[0];
    expect([after?.uid, before?.sequence, after?.sequence]).toEqual([before?.uid, 0, 1]);
  });

  it('tells a cancellation instead of dropping the duty', () => {
    const [event] = read(calendarFeed([duty('2026-11-26', { status: 'cancelled', sequence: 2 })], text));
    expect(event?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    // A calendar that does not heed STATUS shows neither an ordinary duty nor a busy time.
    expect(event?.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    expect(event?.summary).toMatch(/^Entfällt: Dienst \d\d:\d\d–\d\d:\d\d$/);
  });

  it('carries breaks, activities and cities, with commas and line breaks intact', () => {
    const [event] = read(calendarFeed([duty('2026-11-26')], text));
    expect(event?.description).toBe('Pause 12:15–12:45\nSchulung, Melderecht 10:00–11:00\nKöln, Bonn');
  });

  it('folds lines at 75 octets and gives time stamps in UTC', () => {
    const lines = calendarFeed([duty('2026-11-26')], text).split('\r\n');
    expect(lines.filter((line) => new TextEncoder().encode(line).length > 75)).toEqual([]);
    expect(lines).toContain('DTSTAMP:20260105T120000Z');
  });
});
