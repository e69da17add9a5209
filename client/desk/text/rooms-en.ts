import type { RoomsText } from './rooms-de.ts';

/** Words of forecast, history and today in English. */
export const roomsEn: RoomsText = {
  today: {
    title: 'Today',
    offered: 'received',
    forecast: 'forecast with 80% band',
    reforecast: 're-forecast',
    required: 'needed',
    planned: 'planned',
    plannedOnPhones: 'planned after shrinkage',
    afterShrinkage: 'after shrinkage',
    present: 'present',
    longest: 'longest',
    serviceLevel: 'Service level',
    target: 'Target',
    expectedDay: 'Expected today',
    toForecast: 'vs forecast',
    callsPer: 'Calls per quarter hour',
    ownScale: 'each city on its own scale',
    peopleOf: (name: string) => `People on the phones, ${name}`,
    live: 'live',
    notLive: 'not live',
    planHolds: 'Roster and forecast still apply.',
    simulated: 'Demonstration',
    view: 'View',
    views: { all: 'all cities' },
    beside: 'Proposals and events',
    forecastOnly: 'forecast',
    event: 'event',
    presentThenExpected: 'present, expected from now on',
    triedLine: 'with the proposal',
    gapWords: (missing: number, at: string, until: string) =>
      missing === 1 ? `1 missing until ${until}` : `${missing} missing at ${at}, gap until ${until}`,
    targetOf: (target: string, seconds: string) => `target ${target} in ${seconds} s`,
    againstForecast: (change: string) => `${change} vs forecast`,
    absentToday: (people: number) =>
      people === 1 ? 'One person is absent today.' : `${people} people are absent today.`,
    absentWords: (sick: number, other: number) =>
      [sick > 0 ? `${sick} sick,` : '', other > 0 ? `${other} absent,` : '']
        .filter((part) => part !== '')
        .join(' '),
    onBreak: (count: number) => `${count} on break`,
    sharedPeople: 'Anyone qualified for several cities counts in each.',
    wall: 'Wall display',
    proposals: 'Proposals',
    chance: 'Chance of the day’s target in %',
    tryOut: 'Try out',
    apply: {
      open: 'Apply …',
      title: 'Apply to today’s roster',
      hint: 'This creates a new version of the published roster. The people affected see the change on their page; please talk to them as well. Those with the smallest disadvantage are chosen.',
      reason: 'Reason',
      reasonHint: 'At least 10 characters; it is kept with the version.',
      publish: 'Publish',
      undo: 'Undo',
      lend: 'A loan does not change the roster: please switch it on the telephones.',
      done: (people: string, version: string) => `Changed: ${people}. Version ${version} is published.`,
      undone: (version: string) => `Undone. Version ${version} is published.`,
    },
    moveOf: {
      break: (agents: number, group: string) =>
        `Move ${agents === 1 ? 'one break' : `${agents} breaks`} of group ${group}`,
      lend: (agents: number, group: string) =>
        `Lend ${agents === 1 ? 'one person' : `${agents} people`} of group ${group}`,
      stay: (agents: number, group: string) =>
        `Ask ${agents === 1 ? 'one person' : `${agents} people`} of group ${group} to stay longer`,
    },
    moveWhen: {
      break: (from: string, to: string, at: string) => `from ${from}–${to} to ${at} · no extra hours`,
      lend: (from: string, to: string, _at: string) => `${from}–${to} · no extra hours`,
      stay: (from: string, to: string, _at: string) => `${from}–${to} · with consent only, paid`,
    },
    events: 'Events',
    noEvents: 'Nothing entered for today.',
    eventKinds: {
      special: 'special day',
      note: 'note',
      adjustment: 'forecast adjusted',
      activity: 'team event',
      sick: 'sick calls',
    },
    peopleCount: (count: string) => (count === '1' ? '1 person' : `${count} people`),
    callsChange: (change: string) => (/^\D?1$/.test(change) ? `${change} call` : `${change} calls`),
    gap: 'Gap',
    unknown: 'no roster for today yet',
  },
};
