import { describe, expect, it } from 'vitest';
import { monthOf, weeksOfMonth } from '../../../../client/schedule/calendar-days.ts';
import { dayRow, weekRows } from '../../../../client/schedule/plan/day-rows.ts';
import { barAxis, barParts, percentOf } from '../../../../client/schedule/plan/duty-bar.ts';
import { spanWords } from '../../../../client/schedule/plan/span-words.ts';
import { de } from '../../../../client/schedule/text-de.ts';
import { en } from '../../../../client/schedule/text-en.ts';
import { instantOf, localNow } from '../../../../client/schedule/zone-clock.ts';
import type { Duty, ScheduleAnswer } from '../../../../server/contract/schedule.ts';

const ZONE = 'Europe/Berlin';
const now = localNow(instantOf('2026-11-24', 12 * 60, ZONE), ZONE);
const breaks = [{ startMinute: 735, endMinute: 765 }];
const training = { startMinute: 600, endMinute: 660, label: 'Schulung' };

function duty(day: string, changes: Partial<Duty> = {}, startMinute = 480): Duty {
  return {
    day,
    uid: day,
    sequence: 0,
    status: 'planned',
    changedAt: 0,
    previous: null,
    body: {
      startMinute,
      endMinute: startMinute + 510,
      breaks,
      activities: [],
      group: 'koeln',
      pattern: 'day',
      cities: ['koeln'],
    },
    ...changes,
  };
}

function schedule(duties: readonly Duty[], changes: Partial<ScheduleAnswer> = {}): ScheduleAnswer {
  return {
    agent: { id: 'K-014', name: 'K-014' },
    zone: ZONE,
    asOf: now.at,
    today: now.day,
    utcOffsetMinutes: 60,
    seenAt: 10,
    publishedUntil: '2026-11-29',
    confirmationCode: null,
    duties: [...duties],
    weeks: [],
    absences: [],
    wishes: [],
    cities: [],
    hasFeed: false,
    isConnected: true,
    ...changes,
  };
}

const notesOn = (known: ScheduleAnswer, day: string) => dayRow(known, day, now).notes.map(({ kind }) => kind);

describe('a day of the plan', () => {
  it('is marked as changed with what stood there, until it was seen', () => {
    const moved = duty('2026-11-26', { sequence: 1, changedAt: 20, previous: duty('x', {}, 420).body });
    const row = dayRow(schedule([moved]), '2026-11-26', now);
    expect([row.notes[0]?.kind, row.ghost?.startMinute]).toEqual(['changed', 420]);
    const seen = dayRow(schedule([moved], { seenAt: 20 }), '2026-11-26', now);
    expect([seen.notes, seen.ghost]).toEqual([[], undefined]);
  });

  it('tells a cancelled duty from a free day, and a new one from a changed one', () => {
    const gone = duty('2026-11-26', { sequence: 1, changedAt: 20, status: 'cancelled' });
    const fresh = duty('2026-11-27', { sequence: 2, changedAt: 20 });
    const known = schedule([gone, fresh]);
    expect([
      notesOn(known, '2026-11-26'),
      notesOn(known, '2026-11-27'),
      notesOn(known, '2026-11-25'),
    ]).toEqual([['cancelled'], ['added'], []]);
  });

  it('is done, today or tomorrow by the clock', () => {
    const known = schedule([duty('2026-11-23'), duty('2026-11-24'), duty('2026-11-25')]);
    expect(['2026-11-23', '2026-11-24', '2026-11-25'].map((day) => notesOn(known, day))).toEqual([
      ['done'],
      ['today'],
      ['tomorrow'],
    ]);
  });

  it('is open, not free, behind the published days', () => {
    expect(dayRow(schedule([]), '2026-11-29', now).isPublished).toBe(true);
    expect(dayRow(schedule([]), '2026-11-30', now).isPublished).toBe(false);
    expect(dayRow(schedule([], { publishedUntil: null }), '2026-11-25', now).isPublished).toBe(false);
  });
});

describe('a week of the plan', () => {
  it('shows Saturday and Sunday only where something is', () => {
    const days = weekRows(schedule([duty('2026-11-28')]), '2026-11-23', now).map(({ day }) => day.slice(8));
    expect(days).toEqual(['23', '24', '25', '26', '27', '28']);
  });
});

describe('a bar', () => {
  it('is a gap in the break and a piece of its own in a training, without a hole', () => {
    const parts = barParts({ ...duty('x').body, activities: [training] });
    expect(parts.map(({ kind, startMinute, endMinute }) => [kind, startMinute, endMinute])).toEqual([
      ['work', 480, 600],
      ['activity', 600, 660],
      ['work', 660, 735],
      ['break', 735, 765],
      ['work', 765, 990],
    ]);
  });

  it('lies on one axis with all others, which also holds what stood there before', () => {
    const axis = barAxis([duty('x', { previous: duty('y', {}, 390).body })]);
    expect([axis.fromMinute, axis.untilMinute]).toEqual([360, 1080]);
    expect([percentOf(axis, 360), percentOf(axis, 720), percentOf(axis, 2000)]).toEqual([0, 50, 100]);
    expect(barAxis([]).ticks).toEqual([480, 600, 720, 840, 960, 1080]);
  });
});

describe('a month', () => {
  it('is shown in whole weeks', () => {
    const weeks = weeksOfMonth('2026-11-01');
    expect([weeks.length, weeks[0]?.[0], weeks.at(-1)?.[6]]).toEqual([6, '2026-10-26', '2026-12-06']);
    expect(weeksOfMonth('2027-02-01').length).toBe(4);
    expect([monthOf('2026-12-31', 1), monthOf('2026-01-15', -1)]).toEqual(['2027-01-01', '2025-12-01']);
  });
});

describe('a span in words', () => {
  it('names minutes within a day only, in both languages', () => {
    const words = (minutes: number) => [spanWords(minutes, de), spanWords(minutes, en)];
    expect(words(0)).toEqual(['0 min', '0 min']);
    expect(words(858)).toEqual(['14 h 18 min', '14 h 18 min']);
    expect(words(120)).toEqual(['2 h', '2 h']);
    expect(words(27 * 60 + 5)).toEqual(['1 Tag 3 h', '1 day 3 h']);
    expect(words(49 * 60)).toEqual(['2 Tagen 1 h', '2 days 1 h']);
  });
});
