import { describe, expect, it } from 'vitest';
import { de } from '../../../../client/schedule/text-de.ts';
import { en } from '../../../../client/schedule/text-en.ts';
import { wishFate, wishWords, type ShownWish } from '../../../../client/schedule/plan/wish-words.ts';

function wish(
  kind: ShownWish['kind'],
  startMinute?: number,
  endMinute = 1440,
  isKept: boolean | null = null,
): ShownWish {
  return {
    day: '2026-12-01',
    kind,
    span: startMinute === undefined ? null : { startMinute, endMinute },
    isKept,
  };
}

describe('a wish in words', () => {
  it('names a day off, hours before and after which not to work, and hours to work', () => {
    const wishes = [
      wish('dayOff'),
      wish('avoidWithin', 0, 540),
      wish('avoidWithin', 900),
      wish('avoidWithin', 600, 720),
      wish('workWithin', 600, 720),
    ];
    expect(wishes.map((one) => wishWords(one, de))).toEqual([
      'Wunschfrei',
      'nicht vor 09:00',
      'nicht nach 15:00',
      '10:00 – 12:00 nicht arbeiten',
      '10:00 – 12:00 arbeiten',
    ]);
    expect(wishes.map((one) => wishWords(one, en)).slice(0, 3)).toEqual([
      'Day off requested',
      'not before 09:00',
      'not after 15:00',
    ]);
  });

  it('says whether it was kept, or that no published roster has known it yet', () => {
    const fates = [true, false, null].map((isKept) => wishFate(wish('dayOff', undefined, 0, isKept), de));
    expect(fates).toEqual(['Wunsch erfüllt', 'Wunsch nicht erfüllt', 'Wunsch eingetragen']);
  });
});
