import type { Centre, City, CityContract } from '../../server/contract/centre.ts';

const COLOURS = { dark: '#e8616b', text: '#a82a40', mark: '#cf4a5c', fill: '#f9e1e4', edge: '#d98e99' };

export function contract(changes: Partial<CityContract> = {}): CityContract {
  return {
    validFrom: '2026-01-01',
    variant: 'strict',
    answerThresholdSeconds: 20,
    serviceLevelTarget: 0.8,
    answerRateTarget: 0.92,
    shortAbandonSeconds: 5,
    ...changes,
  };
}

/** A city that is open around the clock, so that a test says what it tests and nothing else. */
export function city(id: string, changes: Partial<City> = {}): City {
  const always = [{ from: '00:00', to: '24:00' }];
  return {
    id,
    name: id,
    letter: id.slice(0, 1).toUpperCase(),
    greeting: '',
    colours: COLOURS,
    queues: [{ source: 'pbx', name: id }],
    hours: {
      week: { '1': always, '2': always, '3': always, '4': always, '5': always, '6': always, '7': always },
      dates: {},
    },
    contracts: [contract()],
    ...changes,
  };
}

/** Köln, Bonn and Leverkusen behind one telephone system. */
export function centre(changes: Partial<Centre> = {}): Centre {
  return {
    title: 'Testzentrale',
    zone: 'Europe/Berlin',
    cities: [city('koeln'), city('bonn'), city('leverkusen')],
    ticker: null,
    wrapUpSeconds: {},
    ...changes,
  };
}

/** Monday to Friday, 07:00 to 18:00. */
export const OFFICE_HOURS: City['hours'] = {
  week: Object.fromEntries(
    (['1', '2', '3', '4', '5'] as const).map((day) => [day, [{ from: '07:00', to: '18:00' }]]),
  ),
  dates: {},
};
