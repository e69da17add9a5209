import type { PlainDate } from '../../../forecasting/time/index.ts';
import { holidayHours, namedDays } from '../../platform/calendar/holiday-hours.ts';
import { coloursOfCity } from '../../platform/config/city-colours.ts';
import type { Centre, City } from '../../contract/centre.ts';

/** The source whose calls the demonstration plays. */
export const DEMO_SOURCE = 'simulator';
export const DEMO_ZONE = 'Europe/Berlin';

const OPEN = [{ from: '07:00', to: '18:00' }];

/**
 * The joint centre of the demonstration: Köln, Bonn and Leverkusen with their contracts and the hours of North
 * Rhine-Westphalia.
 *
 * @param today hours are known from two years before it to two years after
 */
export function demoCentre(today: PlainDate): Centre {
  const year = Number(today.slice(0, 4));
  const week = { '1': OPEN, '2': OPEN, '3': OPEN, '4': OPEN, '5': OPEN };
  const hours: City['hours'] = { week, dates: holidayHours(namedDays(year - 2, year + 2), week) };
  const city = (
    index: number,
    id: string,
    name: string,
    promise: { readonly within: number; readonly serviceLevel: number; readonly answerRate: number },
  ): City => ({
    id,
    name,
    letter: name.slice(0, 1),
    greeting: `Stadt ${name}, guten Tag`,
    colours: coloursOfCity(index),
    queues: [{ source: DEMO_SOURCE, name: id }],
    hours,
    contracts: [
      {
        validFrom: '2020-01-01',
        variant: 'strict',
        answerThresholdSeconds: promise.within,
        serviceLevelTarget: promise.serviceLevel,
        answerRateTarget: promise.answerRate,
        shortAbandonSeconds: 5,
      },
    ],
  });
  return {
    title: 'Bürgertelefon Köln · Bonn · Leverkusen',
    zone: DEMO_ZONE,
    cities: [
      city(0, 'koeln', 'Köln', { within: 20, serviceLevel: 0.8, answerRate: 0.92 }),
      city(1, 'bonn', 'Bonn', { within: 20, serviceLevel: 0.8, answerRate: 0.92 }),
      city(2, 'leverkusen', 'Leverkusen', { within: 30, serviceLevel: 0.75, answerRate: 0.9 }),
    ],
    ticker: {
      text: 'Vorführung mit erfundenen Anrufen',
      en: 'Demonstration with made-up calls',
      until: null,
    },
    wrapUpSeconds: {},
  };
}
