import type { AgentCounts, Board, CityBoard, CityColours, DayCurve } from '../../server/contract/wall.ts';

/** Monday 23 November 2026, 09:41:03 in Cologne: the moment of the sample board. */
export const SAMPLE_NOW = Date.UTC(2026, 10, 23, 8, 41, 3);

const OPENS_AT = Date.UTC(2026, 10, 23, 6, 0);
const CLOSES_AT = Date.UTC(2026, 10, 23, 17, 0);
const INTERVALS = 44;
const PASSED = 10;

const colours = (dark: string, text: string, mark: string, fill: string, edge: string): CityColours => ({
  dark,
  text,
  mark,
  fill,
  edge,
});

/** Names, colours and sizes of cities for a board; the first three are the joint centre's own. */
const cityTable = [
  ['koeln', 'Köln', 'K', colours('#e8616b', '#a82a40', '#cf4a5c', '#f9e1e4', '#d98e99'), 4020],
  ['bonn', 'Bonn', 'B', colours('#f2c14e', '#735200', '#b58300', '#f8ebc6', '#c9a548'), 1080],
  ['leverkusen', 'Leverkusen', 'L', colours('#6fb7e9', '#1b5c8f', '#3d88c4', '#dcebf7', '#84b3d9'), 610],
  ['duesseldorf', 'Düsseldorf', 'D', colours('#c69be8', '#5f3a8a', '#8a5fc0', '#ece1f7', '#b79ad6'), 2870],
  [
    'bergisch-gladbach',
    'Bergisch Gladbach',
    'G',
    colours('#8fd18a', '#2d6b2a', '#4f9a4a', '#e0f2de', '#93c78f'),
    420,
  ],
  [
    'rhein-sieg',
    'Rhein-Sieg-Kreis',
    'R',
    colours('#f0986b', '#8a4319', '#c96a35', '#fae6da', '#dca483'),
    940,
  ],
] as const;

export const noAgents: AgentCounts = {
  ready: 0,
  ringing: 0,
  talking: 0,
  onHold: 0,
  wrapUp: 0,
  onBreak: 0,
  unreachable: 0,
};

/** Share of a day's calls that enter in each quarter hour from 07:00 to 18:00: a morning peak and a lower afternoon. */
const dayShape: readonly number[] = (() => {
  const raw = Array.from({ length: INTERVALS }, (_, index) => {
    const hour = 7 + index / 4;
    return 0.12 + Math.exp(-(((hour - 9.9) / 1.5) ** 2)) + 0.55 * Math.exp(-(((hour - 13.8) / 1.7) ** 2));
  });
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => value / sum);
})();

function sampleCurve(expectedDay: number): DayCurve {
  const mean = dayShape.map((part) => part * expectedDay);
  return {
    intervalMinutes: 15,
    startsAt: OPENS_AT,
    labels: Array.from({ length: INTERVALS }, (_, index) => {
      const minutes = 7 * 60 + index * 15;
      return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    }),
    offered: mean.map((value, index) =>
      index < PASSED
        ? Math.round(value * (0.9 + ((index * 7) % 5) / 20))
        : index === PASSED
          ? Math.round(value * 0.6)
          : null,
    ),
    forecast: { mean, low: mean.map((value) => value * 0.8), high: mean.map((value) => value * 1.2) },
    reforecast: null,
    expectedDay,
    forecastDay: expectedDay,
  };
}

export function sampleCity(index: number, now = SAMPLE_NOW): CityBoard {
  const [id, name, letter, cityColours, expectedDay] = cityTable[index % cityTable.length] ?? cityTable[0];
  const offered = Math.round(expectedDay * 0.2255);
  const answered = Math.round(offered * 0.965);
  const within = Math.round(answered * 0.89);
  const round = Math.floor(index / cityTable.length);
  return {
    id: round === 0 ? id : `${id}-${round + 1}`,
    name: round === 0 ? name : `${name} ${round + 1}`,
    letter,
    colours: cityColours,
    status: { level: 'ok', because: null },
    hours: {
      state: 'open',
      opensAt: OPENS_AT,
      closesAt: CLOSES_AT,
      opensAtLocal: '07:00',
      closesAtLocal: '18:00',
      nextOpening: null,
      special: null,
    },
    waiting: 1,
    longestWaitingSince: now - 9_000,
    waitStatus: 'ok',
    agents: { ...noAgents, talking: 18 - index, wrapUp: 3, ready: 1, onBreak: 4 },
    staffing: { present: 22 - index, required: 21, planned: 24 },
    serviceLevel: {
      value: within / answered,
      numerator: within,
      denominator: answered,
      variant: 'strict',
      thresholdSeconds: 20,
      target: 0.8,
      status: 'ok',
    },
    answerRate: {
      value: answered / offered,
      numerator: answered,
      denominator: offered,
      target: 0.92,
      status: 'ok',
    },
    today: {
      offered,
      answered,
      answeredWithinThreshold: within,
      abandoned: offered - answered,
      shortAbandoned: 2,
      abandonedWithinThreshold: 4,
      flowedOut: 0,
      lost: 0,
      outsideHours: 3,
      averageSpeedOfAnswerSeconds: 14.2,
      averageHandleTimeSeconds: 231,
      longestWaitSeconds: 187,
    },
    curve: sampleCurve(expectedDay),
  };
}

/** What the sample's outlooks rest on. */
export const sampleBasis = (estimatedAt: number) => ({
  estimatedAt,
  callsToCome: 3110,
  good: 657,
  counted: 842,
  leastAgents: 31,
  mostAgents: 47,
});

/** A quiet morning with Köln a little short of its service level: the state of the reference picture. */
export function sampleBoard(cities = 3, now = SAMPLE_NOW): Board {
  const cityBoards = Array.from({ length: cities }, (_, index) => sampleCity(index, now));
  const [koeln, ...others] = cityBoards;
  return {
    scope: 'all',
    title: 'Bürgertelefon Köln · Bonn · Leverkusen',
    clock: { kind: 'real', utcOffsetMinutes: 60, zone: 'Europe/Berlin' },
    day: { date: '2026-11-23', weekday: 1 },
    ticker: { text: 'Leverkusen: Bürgeramt heute ab 12 Uhr geschlossen', until: null },
    feed: {
      state: 'live',
      reason: null,
      lastHeardAt: now - 500,
      sources: [{ id: 'pbx', state: 'live', reason: null, lastHeardAt: now - 500 }],
    },
    cities:
      koeln === undefined
        ? []
        : [shortOfTarget(koeln, now), ...others.map((city, index) => (index === 1 ? quiet(city) : city))],
    pool: {
      agents: { ...noAgents, talking: 35, wrapUp: 5, ready: 1, onBreak: 6 },
      staffing: { present: 41, required: 44, planned: 47 },
    },
    quality: {
      firstContact: { value: 883 / 1064, numerator: 883, denominator: 1064 },
      satisfaction: {
        meanMark: 1.9,
        marks: 87,
        asked: 412,
        good: { value: 70 / 87, numerator: 70, denominator: 87 },
        goodInterval: { low: 0.71, high: 0.87 },
      },
    },
    outlook: {
      city: 'koeln',
      holdsProbability: 0.64,
      alsoMissed: [],
      basis: sampleBasis(now),
      move: {
        agents: 2,
        kind: 'lend',
        fromGroup: 'Bonn',
        forCity: 'koeln',
        fromLocal: '09:45',
        toLocal: '10:30',
        holdsProbabilityAfter: 0.88,
      },
      backlogClearedAt: null,
    },
    noOutlook: null,
    stillTrue: {
      plannedAgents: 47,
      nextInterval: { fromLocal: '09:45', toLocal: '10:00', calls: 223 },
    },
  };
}

function shortOfTarget(city: CityBoard, now: number): CityBoard {
  return {
    ...city,
    status: { level: 'warning', because: 'longestWait' },
    waiting: 7,
    longestWaitingSince: now - 48_000,
    waitStatus: 'warning',
    serviceLevel: {
      ...city.serviceLevel,
      value: 0.7804,
      numerator: 657,
      denominator: 842,
      status: 'warning',
    },
    answerRate: { ...city.answerRate, value: 842 / 906, numerator: 842, denominator: 906 },
  };
}

function quiet(city: CityBoard): CityBoard {
  return {
    ...city,
    waiting: 0,
    longestWaitingSince: null,
    serviceLevel: { ...city.serviceLevel, thresholdSeconds: 30, target: 0.75 },
    answerRate: { ...city.answerRate, target: 0.9 },
  };
}

/** A holiday in Köln, an ordinary closing in Bonn, and Leverkusen about to open. */
export function closedBoard(now = SAMPLE_NOW): Board {
  const board = sampleBoard(3, now);
  const tomorrow = { weekday: 2, local: '07:00', at: now + 76_737_000 };
  return {
    ...board,
    outlook: null,
    noOutlook: 'pending',
    cities: board.cities.map((city) => ({
      ...city,
      waiting: 0,
      longestWaitingSince: null,
      waitStatus: 'ok',
      status: { level: 'closed', because: null },
      agents: noAgents,
      hours:
        city.id === 'leverkusen'
          ? { ...city.hours, state: 'openingSoon', opensAt: now + 660_000, opensAtLocal: '09:53' }
          : {
              ...city.hours,
              state: 'closed',
              opensAt: null,
              opensAtLocal: null,
              nextOpening: tomorrow,
              special:
                city.id === 'koeln' ? { kind: 'holiday', de: 'Allerheiligen', en: 'All Saints’ Day' } : null,
            },
    })),
  };
}

/** What strains a layout: a crowd, a near miss, a bridge day, few calls, no forecast, a long notice, a simulated clock. */
export function hardBoard(now = SAMPLE_NOW): Board {
  const board = sampleBoard(3, now);
  return {
    ...board,
    clock: { ...board.clock, kind: 'simulated' },
    ticker: {
      text: 'Köln: wegen einer Störung des Meldewesens heute bis 14 Uhr keine Ausweise, bitte auf morgen verweisen',
      until: null,
    },
    outlook: null,
    noOutlook: 'forecastAndRoster',
    cities: board.cities.map((city) => {
      const curve = { ...city.curve, forecast: null, expectedDay: null, forecastDay: null };
      switch (city.id) {
        case 'koeln':
          return {
            ...city,
            curve,
            waiting: 128,
            longestWaitingSince: now - 3_725_000,
            waitStatus: 'breach',
            status: { level: 'breach', because: 'longestWait' },
            serviceLevel: {
              ...city.serviceLevel,
              value: 0.7996,
              numerator: 1999,
              denominator: 2500,
              status: 'breach',
            },
          };
        case 'bonn':
          return {
            ...city,
            curve,
            hours: { ...city.hours, special: { kind: 'bridgeDay', de: 'Brückentag', en: 'Bridge day' } },
          };
        default:
          return {
            ...city,
            curve,
            status: { level: 'unknown', because: null },
            agents: { ...city.agents, ready: 0, unreachable: 2 },
            serviceLevel: {
              ...city.serviceLevel,
              value: 5 / 7,
              numerator: 5,
              denominator: 7,
              status: 'unknown',
            },
            answerRate: { ...city.answerRate, value: null, numerator: 0, denominator: 0, status: 'unknown' },
          };
      }
    }),
  };
}

/** Köln with more callers than anybody has seen, and nobody on the phones in Bonn. */
export function crisisBoard(cities: number, now = SAMPLE_NOW): Board {
  const board = sampleBoard(cities, now);
  return {
    ...board,
    cities: board.cities.map((city) => {
      switch (city.id) {
        case 'koeln':
          return {
            ...city,
            waiting: 178,
            longestWaitingSince: now - 754_000,
            waitStatus: 'breach',
            status: { level: 'breach', because: 'longestWait' },
          };
        case 'bonn':
          return { ...city, waiting: 43, status: { level: 'breach', because: 'nobody' } };
        default:
          return city;
      }
    }),
  };
}

/** The first seconds of a server: calls are counted, but nothing is forecast and nobody has planned the need yet. */
export function unplannedBoard(now = SAMPLE_NOW): Board {
  const board = sampleBoard(3, now);
  return {
    ...board,
    clock: { ...board.clock, kind: 'simulated' },
    outlook: null,
    noOutlook: 'forecastAndRoster',
    stillTrue: { plannedAgents: null, nextInterval: null },
    pool: {
      agents: { ...board.pool.agents, talking: 97, unreachable: 2 },
      staffing: { present: 103, required: null, planned: null },
    },
    cities: board.cities.map((city) => ({
      ...city,
      curve: { ...city.curve, forecast: null, expectedDay: null, forecastDay: null },
      staffing: { ...city.staffing, required: null, planned: null },
    })),
  };
}

/** The board of one city alone, as the centre makes it from the board of all. */
export function cityScope(board: Board, id: string): Board {
  const own = {
    city: id,
    holdsProbability: 0.93,
    alsoMissed: [],
    basis: sampleBasis(SAMPLE_NOW),
    move: null,
    backlogClearedAt: null,
  };
  return {
    ...board,
    scope: id,
    cities: board.cities.filter((city) => city.id === id),
    outlook: board.outlook === null || board.outlook.city === id ? board.outlook : own,
  };
}
