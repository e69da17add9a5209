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
      forecastAndRoster: 'An outlook follows as soon as there are a forecast and a roster.',
      forecast: 'An outlook follows as soon as there is a forecast.',
      roster: 'An outlook follows as soon as a roster for today is published.',
      dayOver: 'Closed for today. The next outlook comes with the next opening day.',
      nothingExpected: 'No more calls are expected today.',
      pending: 'The outlook is being worked out.',
    },
    holds: (city) => `${city} holds its target with `,
    move: {
      break: ({ agents, fromGroup, from, to }) =>
        `${numberWords[agents] ?? String(agents)} from group ${fromGroup} with another break than ${from}\u2060–\u2060${to}: `,
      lend: ({ agents, fromGroup, city, from, to }) =>
        `${numberWords[agents] ?? String(agents)} from group ${fromGroup} for ${city}, ${from}\u2060–\u2060${to}: `,
      stay: ({ agents, fromGroup, to }) =>
        `${numberWords[agents] ?? String(agents)} from group ${fromGroup} at work longer, until ${to}: `,
    },
    end: '.',
    backlog: (time) => `Backlog cleared by ${time}.`,
    explain: {
      open: 'Outlook: how it comes about',
      formula: 'share of the simulated courses of the day in which today’s contract is met',
      span: (reckonedAt) => `worked out at ${reckonedAt}; stands until it changes by at least 5 points`,
      base: (soFar, calls, agents) =>
        `${soFar} on target so far, about ${calls} more calls expected, with ${agents} expected on the phones`,
      noCallsYet: 'no calls yet',
      partOf: (part, whole) => `${part} of ${whole}`,
    },
  },

  nothingToDo: {
    allWell: 'All cities are expected to meet their target today. Nothing needs to be done.',
    shortOfPeople: (missing, until) =>
      `The targets are still expected to be met, although up to ${missing} people are missing until ${until}.`,
    onePersonShort: (until) =>
      `The targets are still expected to be met, although one person is missing until ${until}.`,
    strained: 'The targets are expected to be met, but things are tight right now.',
    nothingHelps: 'No lawful change of today helps. Look for shifts in the roster.',
  },
};
