import type { WallTexts } from './wall-de.ts';

/** Every word of the wall in English. */
export const wallEn: WallTexts = {
  pageTitle: 'Leitstand – wall display',
  live: 'live',
  simulated: 'simulation running',
  simulatedThen: 'simulation',
  simulatedClock: 'Simulated day: no real calls, clock set',
  cities: 'Cities',
  joint: 'Joint',

  waitingThen: (count) => (count === 1 ? 'was waiting' : 'were waiting'),
  longestWait: 'longest wait',
  serviceLevel: 'Service level',
  answerRate: 'Answered',
  contract: (target, seconds) => `target ${target} in ${seconds} s`,
  target: (target) => `target ${target}`,
  partOf: (part, whole) => `${part} of ${whole}`,
  sampleSize: (n) => `n = ${n}`,

  agents: {
    title: 'on the phone',
    talking: 'talking',
    wrapUp: 'wrap-up',
    ready: 'ready',
    onBreak: 'break',
    unreachable: 'unreachable',
    nobody: 'nobody signed in',
  },

  callsPerInterval: (minutes) =>
    minutes === 15
      ? 'calls per quarter hour'
      : minutes === 30
        ? 'calls per half hour'
        : `calls per ${minutes} min`,
  expectedToday: (calls) => `${calls} expected today`,
  expectedInstead: (calls, instead) => `today ${calls}, not ${instead}`,
  expectedNow: 'expected now',
  noForecast: 'no forecast yet',
  forecastHolds: 'forecast still holds',
  chart: (city) => `Calls in ${city} today`,
  chartSummary: (offered, expected) => `${offered} calls so far, ${expected} expected for the whole day.`,
  chartSummaryNoForecast: (offered) => `${offered} calls so far, no forecast yet.`,

  hours: {
    closed: 'Closed',
    opensAgain: 'opens again',
    opensInMinutes: (minutes) =>
      minutes <= 0 ? 'opens any moment' : minutes === 1 ? 'opens in 1 minute' : `opens in ${minutes} minutes`,
    closesAt: (time) => `closes ${time}`,
    kinds: {
      holiday: 'Public holiday',
      carnival: 'Carnival',
      bridgeDay: 'Bridge day',
      closure: 'closed',
      event: 'Special day',
    },
  },

  pool: {
    title: 'Joint team',
    titleAlone: 'Team',
    titlePlanned: (planned) => `Team: ${planned} planned`,
    titleThen: (time) => `Team at ${time}`,
    onPhones: (present) => `${present} on the phone`,
    required: (required) => `${required} needed`,
    noRequirement: 'need not planned yet',
  },

  quality: {
    firstContact: 'First contact',
    satisfaction: 'Satisfaction',
    firstContactSample: (n) => `n = ${n} today`,
    marks: (n) => `n = ${n}, mark 1–6`,
  },

  stillTrue: {
    title: 'What still holds',
    roster: 'Roster',
    forecast: 'Forecast',
    notice: 'Notice',
    planned: (agents) => `${agents} on duty`,
    calls: (from, to, calls) => `${from}–${to}: ${calls} calls`,
    noPlan: 'no plan yet',
    fromOpening: (time) => `from ${time}`,
    over: 'over for today',
    noForecast: 'none yet',
    noNotice: 'none',
  },

  trouble: {
    feedSilent: (elapsed) => `No data from the telephone system for ${elapsed}`,
    feedNever: 'Nothing heard from the telephone system yet',
    feedNeverAside: 'all figures unknown',
    refused: 'The telephone system rejects our sign-in',
    refusedAside: 'please tell your administrator',
    catchingUp: 'Reading the calls so far',
    catchingUpAside: 'figures follow in a moment',
    catchingUpAgain: 'Reading the calls that were missed',
    eventsMissing: 'The telephone system is not reporting all calls',
    eventsMissingAside: 'please tell your administrator',
    storeFailed: 'The server cannot store',
    storeFailedAside: 'new calls are not counted',
    serverLost: (elapsed) => `No connection to the server for ${elapsed}`,
    serverRestarting: 'Server is restarting',
    serverRestartingAside: 'back in a moment',
    asleep: 'This display was asleep',
    asleepAside: 'being brought up to date',
    reconnecting: 'reconnecting',
  },

  start: {
    connecting: 'Loading the wall',
    connectingHint: 'The first figures will be here in a moment.',
    unreachable: 'Server not reachable',
    unreachableHint: 'This display keeps trying; nobody has to reload it.',
    notAllowed: 'This display link is not valid',
    notAllowedHint:
      'It was withdrawn, is incomplete, or belongs to another city. Administration hands out a new one. Who is signed in at the desk needs none.',
    unknownScope: 'There is no such city here',
    unknownScopeHint: 'The address names a city behind “city=” that the centre does not know.',
    noCities: 'No city set up yet',
    noCitiesHint: 'Cities, queues and contracts are part of the configuration.',
  },

  wakeLock: {
    insecure: 'Without HTTPS this page cannot keep the screen awake',
    unsupported: 'This browser cannot keep the screen awake',
  },

  explain: {
    open: (name) => `${name}: how the figures come about`,
    title: 'How the figures come about',
    age: 'Age of data',
    ageSeconds: (seconds) => (seconds === 1 ? '1 second' : `${seconds} seconds`),
    ageUnknown: 'never heard',
    ageOf: (elapsed) => `${elapsed} (min:s)`,
    today: (from, to) => `today ${from}–${to}`,
    todayPlain: 'today',
    waiting: 'calls that stand in a queue of this city',
    longestWait: 'server’s clock minus entry of the oldest waiting call',
    waitingBase: (offered, answered, abandoned) =>
      `${offered} offered, ${answered} answered, ${abandoned} abandoned`,
    variants: {
      strict: (t) => `answered within ${t} s ÷ (answered + abandoned)`,
      answeredOnly: (t) => `answered within ${t} s ÷ answered`,
      shortExcluded: (t) => `answered within ${t} s ÷ (answered + abandoned without short ones)`,
      abandonedWithinExcluded: (t) => `answered within ${t} s ÷ (answered + abandoned after ${t} s)`,
      abandonedWithinCredited: (t) => `(answered + abandoned within ${t} s) ÷ (answered + abandoned)`,
      withFlowOuts: (t) => `answered within ${t} s ÷ (answered + abandoned + flowed out)`,
    },
    answerRate: 'answered ÷ (answered + abandoned + flowed out)',
    agents: 'who can take calls of this city; shared agents count for each of their cities',
    pool: 'all agents signed in by state, everybody once',
    firstContact: 'settled at the first call ÷ calls with a closing code, without wrong numbers',
    satisfaction: 'mean of the marks 1 (very good) to 6',
    satisfactionBase: (marks, asked, low, high) =>
      `${marks} of ${asked} asked; mark 1–2: ${low} to ${high} (95%)`,
    satisfactionBaseFew: (marks, asked) => `${marks} of ${asked} asked`,
    close: 'Close explanation',
    closes: 'closes by itself · key i',
  },

  announce: (city, status) => `${city}: ${status}`,
};
