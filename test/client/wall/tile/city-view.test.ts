import { describe, expect, it } from 'vitest';
import {
  answerCaption,
  closedView,
  contractCaption,
  dayCaption,
  dayRemark,
  ratioView,
  showsClosed,
  tickerWords,
} from '../../../../client/wall/tile/city-view.ts';
import { cityStatus, type DataQuality } from '../../../../client/moment/city-state.ts';
import { momentTexts } from '../../../../client/text/moment-texts.ts';
import { wallTexts } from '../../../../client/text/wall-texts.ts';
import { sampleCity, SAMPLE_NOW } from '../../../support/sample-board.ts';

const texts = wallTexts.de;
const moment = momentTexts.de;
const live: DataQuality = { isStale: false, isKnown: true, asOf: '09:41' };
const city = sampleCity(0);
const ratio = (
  numerator: number,
  denominator: number,
  status: 'ok' | 'warning' | 'breach' | 'unknown' = 'breach',
) => ({
  value: denominator === 0 ? null : numerator / denominator,
  numerator,
  denominator,
  target: 0.8,
  status,
});

describe('a share on the wall', () => {
  it('is a dash without calls, never 0 % or 100 %', () => {
    expect(ratioView(ratio(0, 0), live, 'de', texts)).toMatchObject({
      digits: '–',
      hasValue: false,
      fill: 0,
      tone: 'plain',
    });
  });

  it('rests on few calls without alarm, with its n', () => {
    const few = ratioView(ratio(5, 19), live, 'de', texts);
    expect(few).toMatchObject({ digits: '26', tone: 'plain', few: 'aus 19 Anrufen' });
    expect(contractCaption(city, few, 'de', texts)).toBe('aus 19 Anrufen\u00a0· Ziel 80\u202f%');
    expect(answerCaption(city, few, 'de', texts)).toBe('aus 19 Anrufen');
    expect(ratioView(ratio(5, 20), live, 'de', texts)).toMatchObject({ tone: 'breach', few: null });
  });

  it('shows a near miss with more decimals, in the alarm colour', () => {
    expect(ratioView(ratio(1999, 2500), live, 'de', texts)).toMatchObject({
      digits: '79,96',
      tone: 'breach',
    });
  });

  it('is unknown while nothing was ever heard, and calm while old', () => {
    expect(ratioView(ratio(5, 50), { ...live, isKnown: false }, 'de', texts).digits).toBe('–');
    expect(ratioView(ratio(5, 50), { ...live, isStale: true }, 'de', texts)).toMatchObject({
      digits: '10',
      tone: 'plain',
    });
  });
});

describe('the status of a city', () => {
  const cases = [
    [{ level: 'ok', because: null }, 'check', 'im Ziel'],
    [{ level: 'warning', because: 'longestWait' }, 'triangle', 'knapp'],
    [{ level: 'breach', because: 'longestWait' }, 'octagon', 'wartet zu lang'],
    [{ level: 'breach', because: 'serviceLevel' }, 'octagon', 'unter Ziel'],
    [{ level: 'breach', because: 'nobody' }, 'octagon', 'niemand am Telefon'],
    [{ level: 'warning', because: 'nobody' }, 'triangle', 'niemand am Telefon'],
    [{ level: 'warning', because: 'recovering' }, 'triangle', 'entspannt sich'],
    [{ level: 'unknown', because: null }, 'dots', 'wenige Anrufe'],
    [{ level: 'closed', because: null }, 'moon', 'geschlossen'],
  ] as const;
  for (const [status, shape, word] of cases)
    it(`is “${word}” with a shape of its own`, () =>
      expect(cityStatus({ ...city, status }, live, moment)).toMatchObject({ shape, word }));

  it('gives way to the time of old figures and to "unknown"', () => {
    expect(cityStatus(city, { ...live, isStale: true }, moment)).toMatchObject({
      shape: 'clock',
      word: 'Stand 09:41',
      tone: 'plain',
    });
    expect(cityStatus(city, { ...live, isKnown: false }, moment)).toMatchObject({
      shape: 'question',
      word: 'unbekannt',
    });
  });
});

describe('a closed city', () => {
  const closed = {
    ...city,
    waiting: 0,
    hours: {
      ...city.hours,
      state: 'closed' as const,
      opensAt: null,
      opensAtLocal: null,
      nextOpening: { weekday: 2, local: '07:00', at: SAMPLE_NOW + 8e7 },
      special: { kind: 'holiday' as const, de: 'Allerheiligen', en: 'All Saints’ Day' },
    },
  };

  it('says when it opens again and why today is different', () => {
    expect(closedView(closed, SAMPLE_NOW, 'de', texts, moment)).toEqual({
      headline: 'Di 07:00',
      reason: 'Feiertag: Allerheiligen',
      next: 'öffnet wieder',
      outside: '3 Anrufe außerhalb der Öffnungszeit',
    });
    expect(closedView(closed, SAMPLE_NOW, 'en', wallTexts.en, momentTexts.en).reason).toBe(
      'Public holiday: All Saints’ Day',
    );
  });

  it('counts the minutes to its opening', () => {
    const soon = {
      ...city,
      waiting: 0,
      hours: {
        ...city.hours,
        state: 'openingSoon' as const,
        opensAt: SAMPLE_NOW + 61_000,
        opensAtLocal: '09:42',
      },
    };
    expect(closedView(soon, SAMPLE_NOW, 'de', texts, moment)).toMatchObject({
      headline: '09:42',
      next: 'öffnet in 2 Minuten',
    });
    expect(closedView(soon, SAMPLE_NOW + 5_000, 'de', texts, moment).next).toBe('öffnet in 1 Minute');
  });

  it('never hides callers who still wait', () => {
    expect(showsClosed(closed)).toBe(true);
    expect(showsClosed({ ...closed, waiting: 1 })).toBe(false);
    expect(showsClosed(city)).toBe(false);
  });

  it('tells a bridge day and a near closing of an open city', () => {
    const bridge = { kind: 'bridgeDay' as const, de: 'Brückentag', en: 'Bridge day' };
    expect(dayRemark({ ...city, hours: { ...city.hours, special: bridge } }, 'de', texts)).toBe('Brückentag');
    expect(dayRemark({ ...city, hours: { ...city.hours, state: 'closingSoon' } }, 'de', texts)).toBe(
      'schließt 18:00',
    );
    expect(dayRemark(city, 'de', texts)).toBeNull();
  });
});

describe('the expected day', () => {
  const { curve } = city;
  it('is named, compared with the plan when it differs, and missing in words', () => {
    expect(dayCaption(curve, 900, false, 'open', 'de', texts)).toBe('heute 4.020 erwartet');
    expect(
      dayCaption({ ...curve, expectedDay: 6780, reforecast: curve.offered }, 900, false, 'open', 'de', texts),
    ).toBe('erwartet 6.780 (Prognose 4.020)');
    expect(dayCaption({ ...curve, forecast: null, expectedDay: null }, 900, false, 'open', 'de', texts)).toBe(
      'noch keine Prognose',
    );
    expect(dayCaption(curve, 900, true, 'open', 'de', texts)).toBe('Prognose gilt weiter');
    expect(dayCaption(curve, 900, true, 'over', 'de', texts)).toBe('heute 4.020 erwartet');
  });

  it('is never less than what has come already', () => {
    expect(dayCaption(curve, 5_000, false, 'open', 'de', texts)).toBe('heute 5.000 erwartet');
  });
});

it('the centre’s notice is English on an English wall where somebody gave it in English', () => {
  const notice = { text: 'Bürgeramt geschlossen', until: null };
  expect(tickerWords({ ...notice, en: 'Citizens’ office closed' }, 'en')).toBe('Citizens’ office closed');
  expect(tickerWords({ ...notice, en: 'Citizens’ office closed' }, 'de')).toBe(notice.text);
  expect(tickerWords(notice, 'en')).toBe(notice.text);
  expect(tickerWords(null, 'en')).toBe('');
});
