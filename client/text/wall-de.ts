/** Every word of the wall in German. `wall-en.ts` has the same keys, which its type enforces. */
export const wallDe = {
  pageTitle: 'Leitstand – Wandanzeige',
  live: 'live',
  simulated: 'Simulation läuft',
  simulatedThen: 'Simulation',
  simulatedClock: 'Simulierter Tag: keine echten Anrufe, Uhr gestellt',
  cities: 'Städte',
  joint: 'Gemeinsam',

  waitingThen: (count: number): string => (count === 1 ? 'wartete' : 'warteten'),
  longestWait: 'längste Wartezeit',
  serviceLevel: 'Servicelevel',
  answerRate: 'Angenommen',
  contract: (target: string, seconds: number) => `Ziel ${target} in ${seconds} s`,
  target: (target: string) => `Ziel ${target}`,
  partOf: (part: string, whole: string) => `${part} von ${whole}`,
  sampleSize: (n: string) => (n === '1' ? 'aus 1 Anruf' : `aus ${n} Anrufen`),

  agents: {
    title: 'am Telefon',
    talking: 'im Gespräch',
    wrapUp: 'Nachbearbeitung',
    ready: 'bereit',
    onBreak: 'Pause',
    unreachable: 'nicht erreichbar',
    nobody: 'niemand angemeldet',
  },

  callsPerInterval: (minutes: number) => `Anrufe je ${minutes} min`,
  expectedToday: (calls: string) => `heute ${calls} erwartet`,
  expectedInstead: (calls: string, instead: string) => `erwartet ${calls} (Prognose ${instead})`,
  expectedNow: 'jetzt erwartet',
  noForecast: 'noch keine Prognose',
  forecastHolds: 'Prognose gilt weiter',
  chart: (city: string) => `Anrufe in ${city} heute`,
  chartSummary: (offered: string, expected: string) =>
    `Bisher ${offered === '1' ? '1 Anruf' : `${offered} Anrufe`}, für den ganzen Tag ${expected} erwartet.`,
  chartSummaryNoForecast: (offered: string) =>
    `Bisher ${offered === '1' ? '1 Anruf' : `${offered} Anrufe`}, noch keine Prognose.`,

  hours: {
    closed: 'Geschlossen',
    opensAgain: 'öffnet wieder',
    opensInMinutes: (minutes: number) =>
      minutes <= 0 ? 'öffnet gleich' : minutes === 1 ? 'öffnet in 1 Minute' : `öffnet in ${minutes} Minuten`,
    closesAt: (time: string) => `schließt ${time}`,
    kinds: {
      holiday: 'Feiertag',
      carnival: 'Karneval',
      bridgeDay: 'Brückentag',
      closure: 'geschlossen',
      event: 'Besonderer Tag',
    },
  },

  pool: {
    title: 'Team gemeinsam',
    titleAlone: 'Team',
    titlePlanned: (planned: string) => `Team: ${planned} geplant`,
    titleThen: (time: string) => `Team um ${time}`,
    onPhones: (present: string) => `${present} am Telefon`,
    required: (required: string) => `${required} gebraucht`,
    noRequirement: 'Bedarf noch offen',
  },

  quality: {
    firstContact: 'Erstlösung',
    satisfaction: 'Zufriedenheit',
    firstContactSample: (n: string) => (n === '1' ? 'aus 1 Anruf' : `aus ${n} Anrufen`),
    marks: (n: string) => (n === '1' ? '1 Note, Skala 1–6' : `${n} Noten, Skala 1–6`),
  },

  stillTrue: {
    title: 'Das gilt weiter',
    roster: 'Dienstplan',
    forecast: 'Prognose',
    notice: 'Hinweis',
    planned: (agents: string) => `${agents} im Dienst`,
    calls: (from: string, to: string, calls: string) =>
      `${from}–${to}: ${calls === '1' ? '1 Anruf' : `${calls} Anrufe`}`,
    noPlan: 'noch kein Dienstplan',
    noForecast: 'noch keine',
    fromOpening: (time: string) => `ab ${time}`,
    over: 'für heute zu Ende',
    noNotice: 'keiner',
  },

  start: {
    connecting: 'Wandanzeige wird geladen',
    connectingHint: 'Die ersten Zahlen kommen gleich.',
    unreachable: 'Server nicht erreichbar',
    unreachableHint: 'Diese Anzeige versucht es weiter, es muss niemand neu laden.',
    notAllowed: 'Dieser Anzeige-Link gilt nicht',
    notAllowedHint:
      'Er wurde zurückgezogen, ist unvollständig oder gilt für eine andere Stadt. Einen neuen Link gibt die Verwaltung aus. Wer am Leitstand angemeldet ist, braucht keinen.',
    unknownScope: 'Diese Stadt gibt es hier nicht',
    unknownScopeHint: 'In der Adresse steht hinter „city=“ ein Name, den die Zentrale nicht kennt.',
    noCities: 'Noch keine Stadt eingerichtet',
    noCitiesHint: 'Städte, Warteschlangen und Verträge stehen in der Konfiguration.',
  },

  wakeLock: {
    insecure: 'Ohne HTTPS kann diese Seite den Bildschirm nicht wach halten',
    unsupported: 'Dieser Browser kann den Bildschirm nicht wach halten',
  },

  explain: {
    open: (name: string) => `${name}: so entstehen die Zahlen`,
    title: 'So entstehen die Zahlen',
    age: 'Datenalter',
    ageSeconds: (seconds: number) => (seconds === 1 ? '1 Sekunde' : `${seconds} Sekunden`),
    ageUnknown: 'nie gehört',
    ageOf: (elapsed: string) => `${elapsed} (min:s)`,
    today: (from: string, to: string) => `heute ${from}–${to}`,
    todayPlain: 'heute',
    waiting: 'Anrufe, die in einer Warteschlange der Stadt stehen',
    longestWait: 'Uhr des Servers minus Eintritt des ältesten wartenden Anrufs',
    waitingCalls: (n: string) => (n === '1' ? '1 wartender Anruf' : `${n} wartende Anrufe`),
    people: (n: string) => (n === '1' ? '1 Person angemeldet' : `${n} Personen angemeldet`),
    waitingBase: (offered: string, answered: string, abandoned: string) =>
      `${offered} angeboten, ${answered} angenommen, ${abandoned} aufgelegt`,
    variants: {
      strict: (t: number) => `angenommen in ${t} s ÷ (angenommen + aufgelegt)`,
      answeredOnly: (t: number) => `angenommen in ${t} s ÷ angenommen`,
      shortExcluded: (t: number) => `angenommen in ${t} s ÷ (angenommen + aufgelegt ohne Kurzaufleger)`,
      abandonedWithinExcluded: (t: number) => `angenommen in ${t} s ÷ (angenommen + nach ${t} s aufgelegt)`,
      abandonedWithinCredited: (t: number) => `(angenommen + aufgelegt in ${t} s) ÷ (angenommen + aufgelegt)`,
      withFlowOuts: (t: number) => `angenommen in ${t} s ÷ (angenommen + aufgelegt + weitergeleitet)`,
    },
    answerRate: 'angenommen ÷ (angenommen + aufgelegt + weitergeleitet)',
    agents: 'Wer Anrufe dieser Stadt annehmen kann; geteilte Mitarbeitende zählen bei jeder Stadt',
    pool: 'Alle angemeldeten Mitarbeitenden nach Zustand, jede Person einmal',
    firstContact: 'beim ersten Anruf erledigt ÷ Anrufe mit Abschlusscode, ohne Falschwahl',
    satisfaction: 'Mittel der Noten 1 (sehr gut) bis 6',
    satisfactionBase: (marks: string, asked: string, low: string, high: string) =>
      `${marks} von ${asked} Befragten; Note 1–2: ${low} bis ${high} (95 %)`,
    satisfactionBaseFew: (marks: string, asked: string) => `${marks} von ${asked} Befragten`,
    close: 'Erklärung schließen',
    closes: 'Schließt von selbst · Taste i',
  },

  announce: (city: string, status: string) => `${city}: ${status}`,
};

/** The same keys with the same kinds of values, in any language. */
export type WallTexts = typeof wallDe;
