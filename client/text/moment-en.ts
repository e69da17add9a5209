import type { MomentTexts } from './moment-de.ts';

const numberWords = [
  'Zero',
  'One person',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];

/** Words for the state of the moment in English. */
export const momentEn: MomentTexts = {
  states: {
    unheard: 'unknown',
    openingSoon: 'opens soon',
    closed: 'closed',
    nobody: 'nobody on the phone',
    waitsTooLong: 'wait too long',
    recovering: 'easing',
    belowTarget: 'below target',
    tight: 'tight',
    onTarget: 'on target',
    fewCalls: 'few calls',
    noCalls: 'no calls yet',
  },
  asOf: (time) => `as of ${time}`,
  waiting: () => 'waiting',
  outsideHours: (count, shown) =>
    count === 1 ? '1 call outside opening hours' : `${shown} calls outside opening hours`,

  outlook: {
    title: 'Outlook',
    none: {
      forecastAndRoster: 'An outlook will follow once there is a forecast and a roster.',
      forecast: 'An outlook will follow once there is a forecast.',
      roster: 'An outlook will follow once a roster for today is published.',
      dayOver: 'Closed for today. The next outlook follows on the next opening day.',
      nothingExpected: 'No more calls are expected today.',
      pending: 'The outlook is being calculated.',
    },
    holds: (city) => ({ before: `${city}: `, after: ' chance of meeting today’s target.' }),
    brief: {
      holds: (city) => `${city}: chance of meeting the target `,
      missedBy: (missed, cities) =>
        missed === cities
          ? 'Today’s target: likely in no city'
          : `Today’s target: unlikely in ${missed} of ${cities} cities`,
    },
    missedBy: (missed, cities, worst) => ({
      before:
        missed === cities
          ? `No city is likely to meet today’s target; ${worst}: `
          : `${missed} of ${cities} cities are likely to miss today’s target; ${worst}: `,
      after: '.',
    }),
    move: {
      break: ({ agents, fromGroup, from, to }) =>
        `${numberWords[agents] ?? String(agents)} from group ${fromGroup} taking their break at a different time than ${from}\u2060–\u2060${to}: `,
      lend: ({ agents, fromGroup, city, from, to }) =>
        `${numberWords[agents] ?? String(agents)} from group ${fromGroup} for ${city}, ${from}\u2060–\u2060${to}: `,
      stay: ({ agents, fromGroup, to }) =>
        `${numberWords[agents] ?? String(agents)} from group ${fromGroup} staying longer, until ${to}: `,
    },
    end: '.',
    backlog: (time) => `Backlog cleared by ${time}.`,
    explain: {
      open: 'Outlook: how it is calculated',
      formula: 'share of simulated days in which today’s contract is met',
      span: (estimatedAt) =>
        `calculated at ${estimatedAt}; shown until it changes by at least 5 percentage points`,
      base: (soFar, calls, agents) =>
        `${soFar} on target so far, about ${calls === '1' ? '1 more call' : `${calls} more calls`} expected, with ${agents} on the phones`,
      noCallsYet: 'no calls yet',
      partOf: (part, whole) => `${part} of ${whole}`,
    },
  },

  trouble: {
    feedSilent: (elapsed) => `No data from the telephone system for ${elapsed}`,
    feedNever: 'No data from the telephone system yet',
    feedNeverAside: 'all figures unknown',
    refused: 'The telephone system rejects our sign-in',
    refusedAside: 'please tell your administrator',
    catchingUp: 'Reading the calls so far',
    catchingUpAside: 'figures follow in a moment',
    catchingUpAgain: 'Reading the calls that were missed',
    eventsMissing: 'The telephone system is not reporting all calls',
    eventsMissingAside: 'please tell your administrator',
    storeFailed: 'The server cannot save data',
    storeFailedAside: 'new calls are not counted',
    serverLost: (elapsed) => `No connection to the server for ${elapsed}`,
    serverRestarting: 'Server is restarting',
    serverRestartingAside: 'back in a moment',
    asleep: 'This display was asleep',
    asleepAside: 'updating',
    reconnecting: 'reconnecting',
  },

  nothingToDo: {
    allWell: 'All cities are expected to meet their target today. Nothing needs to be done.',
    shortOfPeople: (missing, at) =>
      `The targets are still expected to be met. The gap is widest at ${at}, with ${missing} people missing.`,
    onePersonShort: (at) =>
      `The targets are still expected to be met, although one person is missing at ${at}.`,
    strained: 'The targets are expected to be met, but things are tight right now.',
    nothingHelps:
      'No permitted change to today’s roster would help. Look for additional shifts in the roster.',
  },
};
