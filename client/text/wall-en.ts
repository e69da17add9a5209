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
  sampleSize: (n) => (n === '1' ? 'from 1 call' : `from ${n} calls`),

  agents: {
    title: 'on the phone',
    talking: 'talking',
    wrapUp: 'wrap-up',
    ready: 'ready',
    onBreak: 'break',
    unreachable: 'unreachable',
    nobody: 'nobody signed in',
  },

  callsPerInterval: (minutes) => `calls per ${minutes} min`,
  expectedToday: (calls) => `${calls} expected today`,
  expectedInstead: (calls, instead) => `${calls} expected (forecast ${instead})`,
  expectedNow: 'expected now',
  noForecast: 'no forecast yet',
  forecastHolds: 'forecast still applies',
  chart: (city) => `Calls in ${city} today`,
  chartSummary: (offered, expected) =>
    `${offered === '1' ? '1 call' : `${offered} calls`} so far, ${expected} expected for the whole day.`,
  chartSummaryNoForecast: (offered) =>
    `${offered === '1' ? '1 call' : `${offered} calls`} so far, no forecast yet.`,

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
    noRequirement: 'no requirement yet',
  },

  quality: {
    firstContact: 'First-contact resolution',
    satisfaction: 'Satisfaction',
    firstContactSample: (n) => (n === '1' ? 'from 1 call' : `from ${n} calls`),
    marks: (n) => (n === '1' ? '1 grade, scale 1–6' : `${n} grades, scale 1–6`),
  },

  stillTrue: {
    title: 'Still valid',
    roster: 'Roster',
    forecast: 'Forecast',
    notice: 'Notice',
    planned: (agents) => `${agents} on duty`,
    calls: (from, to, calls) => `${from}–${to}: ${calls === '1' ? '1 call' : `${calls} calls`}`,
    noPlan: 'no roster yet',
    fromOpening: (time) => `from ${time}`,
    over: 'over for today',
    noForecast: 'none yet',
    noNotice: 'none',
  },

  start: {
    connecting: 'Loading wall display',
    connectingHint: 'The first figures will be here in a moment.',
    unreachable: 'Server not reachable',
    unreachableHint: 'This display keeps trying; nobody has to reload it.',
    notAllowed: 'This display link is not valid',
    notAllowedHint:
      'It was withdrawn, is incomplete, or belongs to another city. The administrators can issue a new one. Anyone signed in at the desk does not need one.',
    unknownScope: 'This city does not exist here',
    unknownScopeHint: 'The address contains a name after “city=” that the centre does not know.',
    noCities: 'No city set up yet',
    noCitiesHint: 'Cities, queues and contracts are part of the configuration.',
  },

  wakeLock: {
    insecure: 'Without HTTPS this page cannot keep the screen awake',
    unsupported: 'This browser cannot keep the screen awake',
  },

  explain: {
    open: (name) => `${name}: how the figures are calculated`,
    title: 'How the figures are calculated',
    age: 'Age of data',
    ageSeconds: (seconds) => (seconds === 1 ? '1 second' : `${seconds} seconds`),
    ageUnknown: 'no data yet',
    ageOf: (elapsed) => `${elapsed} (min:s)`,
    today: (from, to) => `today ${from}–${to}`,
    todayPlain: 'today',
    waiting: 'calls waiting in a queue of this city',
    longestWait: 'server clock minus arrival of the longest-waiting call',
    waitingCalls: (n) => (n === '1' ? '1 waiting call' : `${n} waiting calls`),
    people: (n) => (n === '1' ? '1 person signed in' : `${n} people signed in`),
    waitingBase: (offered, answered, abandoned) =>
      `${offered} offered, ${answered} answered, ${abandoned} abandoned`,
    variants: {
      strict: (t) => `answered within ${t} s ÷ (answered + abandoned)`,
      answeredOnly: (t) => `answered within ${t} s ÷ answered`,
      shortExcluded: (t) => `answered within ${t} s ÷ (answered + abandoned, excluding short abandons)`,
      abandonedWithinExcluded: (t) => `answered within ${t} s ÷ (answered + abandoned after ${t} s)`,
      abandonedWithinCredited: (t) => `(answered + abandoned within ${t} s) ÷ (answered + abandoned)`,
      withFlowOuts: (t) => `answered within ${t} s ÷ (answered + abandoned + forwarded)`,
    },
    answerRate: 'answered ÷ (answered + abandoned + forwarded)',
    agents: 'agents who can take this city’s calls; shared agents count for each city',
    pool: 'all signed-in agents by state, each counted once',
    firstContact: 'resolved on the first call ÷ calls with a closing code, excluding wrong numbers',
    satisfaction: 'average of grades 1 (very good) to 6',
    satisfactionBase: (marks, asked, low, high) =>
      `${marks} of ${asked} surveyed; grades 1–2: ${low} to ${high} (95%)`,
    satisfactionBaseFew: (marks, asked) => `${marks} of ${asked} surveyed`,
    close: 'Close explanation',
    closes: 'closes by itself · key i',
  },

  announce: (city, status) => `${city}: ${status}`,
};
