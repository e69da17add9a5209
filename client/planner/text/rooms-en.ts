import type { RoomsText } from './rooms-de.ts';

/** Words of forecast, history and today in English. */
export const roomsEn: RoomsText = {
  today: {
    title: 'Today',
    offered: 'came in',
    forecast: 'forecast with 80 % band',
    reforecast: 're-forecast',
    required: 'needed',
    planned: 'planned',
    plannedOnPhones: 'planned after shrinkage',
    afterShrinkage: 'after shrinkage',
    present: 'present',
    longest: 'longest',
    serviceLevel: 'Service level',
    target: 'Target',
    expectedDay: 'Day expected',
    toForecast: 'against forecast',
    callsPer: 'Calls per quarter hour',
    ownScale: 'each city on its own scale',
    peopleOf: (name: string) => `People on the phones, ${name}`,
    states: {
      live: 'live',
      serverSilent: 'server does not answer',
      feedSilent: 'telephone system is silent',
      feedNever: 'nothing heard yet',
    },
    staleWords: {
      serverSilent: (age: string) => `The server has not answered for ${age}. The figures are old.`,
      feedSilent: (age: string) => `The telephone system has been silent for ${age}. The figures are old.`,
      feedNever: () => 'Nothing has been heard of the telephone system yet.',
      planHolds: 'Plan and forecast still hold.',
    },
    simulated: 'Demonstration',
    view: 'View',
    views: { all: 'all cities' },
    beside: 'Proposals and events',
    forecastOnly: 'forecast',
    event: 'event',
    presentThenExpected: 'present, from now on expected',
    triedLine: 'with the proposal',
    gapUntil: (until: string, missing: number) =>
      missing === 1 ? `1 missing until ${until}` : `up to ${missing} missing until ${until}`,
    targetOf: (target: string, seconds: string) => `target ${target} in ${seconds} s`,
    againstForecast: (change: string) => `${change} against forecast`,
    absentWords: (sick: number, other: number) =>
      [sick > 0 ? `${sick} sick,` : '', other > 0 ? `${other} absent,` : '']
        .filter((part) => part !== '')
        .join(' '),
    onBreak: (count: number) => `${count} on break`,
    sharedPeople: 'Who can take several cities counts in each.',
    wall: 'Wall display',
    proposals: 'Proposals',
    chance: 'Chance of the day’s target in %',
    tryOut: 'Try out',
    apply: {
      open: 'Apply …',
      title: 'Take it into today’s roster',
      hint: 'This makes a new version of the published roster. The people concerned see the change on their page; please talk to them, too. Those are chosen whom it costs least.',
      reason: 'Reason',
      reasonHint: 'At least 10 characters; it stands with the version.',
      publish: 'Publish',
      undo: 'Take back',
      lend: 'A loan changes no roster: please switch it on the telephones.',
      done: (people: string, version: string) => `Changed: ${people}. Version ${version} is published.`,
      undone: (version: string) => `Taken back. Version ${version} is published.`,
    },
    moveOf: {
      break: (agents: number, group: string) =>
        `Move ${agents === 1 ? 'one break' : `${agents} breaks`} of group ${group}`,
      lend: (agents: number, group: string) =>
        `Lend ${agents === 1 ? 'one person' : `${agents} people`} of group ${group}`,
      stay: (agents: number, group: string) =>
        `Ask ${agents === 1 ? 'one person' : `${agents} people`} of group ${group} to stay`,
    },
    moveWhen: {
      break: (from: string, to: string, at: string) => `from ${from}–${to} to ${at} · no extra hours`,
      lend: (from: string, to: string, _at: string) => `${from}–${to} · no extra hours`,
      stay: (from: string, to: string, _at: string) => `${from}–${to} · with consent only, paid`,
    },
    events: 'Events',
    noEvents: 'Nothing is entered for today.',
    eventKinds: {
      special: 'special day',
      note: 'note',
      adjustment: 'forecast adjusted',
      activity: 'team appointment',
      sick: 'sick calls',
    },
    peopleCount: (count: string) => (count === '1' ? '1 person' : `${count} people`),
    callsChange: (change: string) => `${change} calls`,
    gap: 'Gap',
    unknown: 'no plan for today yet',
  },
};
