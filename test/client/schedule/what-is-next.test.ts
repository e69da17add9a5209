import { describe, expect, it } from 'vitest';
import { localNow, instantOf } from '../../../client/schedule/zone-clock.ts';
import { unseenChanges, whatIsNext } from '../../../client/schedule/what-is-next.ts';
import type { Duty, ScheduleAnswer } from '../../../server/contract/schedule.ts';

const ZONE = 'Europe/Berlin';

function duty(day: string, changes: Partial<Duty> = {}): Duty {
  return {
    day,
    uid: `K-014-${day}`,
    sequence: 0,
    status: 'planned',
    changedAt: 0,
    previous: null,
    body: {
      startMinute: 480,
      endMinute: 990,
      breaks: [{ startMinute: 735, endMinute: 765 }],
      activities: [],
      group: 'koeln',
      pattern: 'day',
      cities: ['koeln'],
    },
    ...changes,
  };
}

type Known = Pick<ScheduleAnswer, 'duties' | 'absences' | 'zone'>;

const known = (duties: readonly Duty[], absences: Known['absences'] = []): Known => ({
  duties: [...duties],
  absences,
  zone: ZONE,
});
const at = (day: string, minute: number) => localNow(instantOf(day, minute, ZONE), ZONE);

describe('what is next', () => {
  it('tells the duty that runs, and the break inside it', () => {
    const today = known([duty('2026-11-24')]);
    expect(whatIsNext(today, at('2026-11-24', 480))).toMatchObject({ kind: 'working', breakUntil: null });
    expect(whatIsNext(today, at('2026-11-24', 735))).toMatchObject({ kind: 'working', breakUntil: 765 });
    expect(whatIsNext(today, at('2026-11-24', 765))).toMatchObject({ kind: 'working', breakUntil: null });
  });

  it('goes on to the next duty in the minute in which the last one ends', () => {
    const two = known([duty('2026-11-24'), duty('2026-11-25')]);
    expect(whatIsNext(two, at('2026-11-24', 989))).toMatchObject({ kind: 'working' });
    expect(whatIsNext(two, at('2026-11-24', 990))).toMatchObject({
      kind: 'ahead',
      daysUntil: 1,
      minutesUntil: 15 * 60 + 30,
    });
  });

  it('counts elapsed time over both changes of clocks', () => {
    const evening = 18 * 60;
    const next = (from: string, to: string) => whatIsNext(known([duty(to)]), at(from, evening));
    expect(next('2026-03-27', '2026-03-28')).toMatchObject({ minutesUntil: 14 * 60 });
    expect(next('2026-03-28', '2026-03-29')).toMatchObject({ minutesUntil: 13 * 60 });
    expect(next('2026-10-24', '2026-10-25')).toMatchObject({ minutesUntil: 15 * 60 });
  });

  it('passes over cancelled duties and days of absence', () => {
    const duties = [duty('2026-11-24', { status: 'cancelled' }), duty('2026-11-25'), duty('2026-11-26')];
    const away = [{ kind: 'sick', from: '2026-11-25', until: '2026-11-25' }];
    expect(whatIsNext(known(duties, away), at('2026-11-24', 400))).toMatchObject({
      duty: { day: '2026-11-26' },
      daysUntil: 2,
    });
  });

  it('says nothing where nothing is planned', () => {
    expect(whatIsNext(known([]), at('2026-11-24', 400))).toEqual({ kind: 'nothing' });
    expect(whatIsNext(known([duty('2026-11-23')]), at('2026-11-24', 400))).toEqual({ kind: 'nothing' });
  });
});

describe('unseen changes', () => {
  it('are those told after the last look, of today and later; a first telling is none', () => {
    const duties = [
      duty('2026-11-23', { sequence: 1, changedAt: 20 }),
      duty('2026-11-24', { sequence: 1, changedAt: 20 }),
      duty('2026-11-25', { sequence: 1, changedAt: 10 }),
      duty('2026-11-26', { sequence: 0, changedAt: 20 }),
    ];
    const unseen = unseenChanges({ duties, seenAt: 10, today: '2026-11-24' });
    expect(unseen.map(({ day }) => day)).toEqual(['2026-11-24']);
  });
});

describe('the zone’s clock', () => {
  const instants: Readonly<Record<string, readonly [string, number, string]>> = {
    'an ordinary winter day': ['2026-01-15', 480, '2026-01-15T07:00:00.000Z'],
    'the morning after clocks went forward': ['2026-03-29', 480, '2026-03-29T06:00:00.000Z'],
    'the night in which clocks go forward': ['2026-03-29', 90, '2026-03-29T00:30:00.000Z'],
    'a time that was skipped': ['2026-03-29', 150, '2026-03-29T01:30:00.000Z'],
    'a time that comes twice': ['2026-10-25', 150, '2026-10-25T00:30:00.000Z'],
    'the morning after clocks went back': ['2026-10-25', 480, '2026-10-25T07:00:00.000Z'],
    'midnight at the end of a day': ['2026-10-25', 1440, '2026-10-25T23:00:00.000Z'],
  };
  for (const [when, [day, minute, instant]] of Object.entries(instants))
    it(`finds the instant of ${when}`, () =>
      expect(new Date(instantOf(day, minute, ZONE)).toISOString()).toBe(instant));

  it('tells day and minute in the zone, not in the telephone’s', () => {
    expect(localNow(Date.parse('2026-10-25T00:59:00Z'), ZONE)).toMatchObject({
      day: '2026-10-25',
      minute: 179,
    });
    expect(localNow(Date.parse('2026-10-25T01:00:00Z'), ZONE)).toMatchObject({ minute: 120 });
    expect(localNow(Date.parse('2026-12-31T23:30:00Z'), ZONE)).toMatchObject({
      day: '2027-01-01',
      minute: 30,
    });
  });
});
