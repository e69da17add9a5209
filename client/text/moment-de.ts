/** Words for the state of the moment, the same on walls and at the desk. `moment-en.ts` has the same keys. */
const numberWords = [
  'Null',
  'Eine Person',
  'Zwei',
  'Drei',
  'Vier',
  'Fünf',
  'Sechs',
  'Sieben',
  'Acht',
  'Neun',
  'Zehn',
  'Elf',
  'Zwölf',
];

/** Who is asked to do what, for which city and when. */
interface MoveWords {
  readonly agents: number;
  readonly fromGroup: string;
  readonly city: string;
  readonly from: string;
  readonly to: string;
}

export const momentDe = {
  states: {
    unheard: 'unbekannt',
    openingSoon: 'öffnet gleich',
    closed: 'geschlossen',
    nobody: 'niemand am Telefon',
    waitsTooLong: 'wartet zu lang',
    recovering: 'entspannt sich',
    belowTarget: 'unter Ziel',
    tight: 'knapp',
    onTarget: 'im Ziel',
    fewCalls: 'wenige Anrufe',
    noCalls: 'noch keine Anrufe',
  },
  asOf: (time: string) => `Stand ${time}`,
  waiting: (count: number): string => (count === 1 ? 'wartet' : 'warten'),
  outsideHours: (count: number, shown: string) =>
    count === 1 ? '1 Anruf außerhalb der Öffnungszeit' : `${shown} Anrufe außerhalb der Öffnungszeit`,

  outlook: {
    title: 'Ausblick',
    none: {
      forecastAndRoster: 'Ein Ausblick folgt, sobald Prognose und Dienstplan vorliegen.',
      forecast: 'Ein Ausblick folgt, sobald eine Prognose vorliegt.',
      roster: 'Ein Ausblick folgt, sobald ein Dienstplan für heute veröffentlicht ist.',
      dayOver: 'Für heute ist geschlossen. Der nächste Ausblick kommt mit dem nächsten Öffnungstag.',
      nothingExpected: 'Für den Rest des Tages werden keine Anrufe mehr erwartet.',
      pending: 'Der Ausblick wird gerade berechnet.',
    },
    holds: (city: string) => ({
      before: `${city} erreicht das Tagesziel mit `,
      after: ' Wahrscheinlichkeit.',
    }),
    brief: {
      holds: (city: string) => `${city}: Chance aufs Tagesziel `,
      missedBy: (missed: number, cities: number) =>
        missed === cities
          ? 'Tagesziel: in keiner Stadt wahrscheinlich'
          : `Tagesziel: in ${missed} von ${cities} Städten unwahrscheinlich`,
    },
    missedBy: (missed: number, cities: number, worst: string) => ({
      before:
        missed === cities
          ? `Keine Stadt erreicht voraussichtlich das Tagesziel; ${worst}: `
          : `${missed} von ${cities} Städten verfehlen voraussichtlich das Tagesziel; ${worst}: `,
      after: '.',
    }),
    move: {
      break: ({ agents, fromGroup, from, to }: MoveWords) =>
        `${numberWords[agents] ?? String(agents)} aus Gruppe ${fromGroup} mit anderer Pause statt ${from}\u2060–\u2060${to}: `,
      lend: ({ agents, fromGroup, city, from, to }: MoveWords) =>
        `${numberWords[agents] ?? String(agents)} aus Gruppe ${fromGroup} für ${city}, ${from}\u2060–\u2060${to}: `,
      stay: ({ agents, fromGroup, to }: MoveWords) =>
        `${numberWords[agents] ?? String(agents)} aus Gruppe ${fromGroup} länger da, bis ${to}: `,
    },
    end: '.',
    backlog: (time: string) => `Rückstand abgebaut bis ${time}.`,
    explain: {
      open: 'Ausblick: wie er zustande kommt',
      formula: 'Anteil der durchgerechneten Tagesverläufe, in denen der Vertrag heute eingehalten wird',
      span: (estimatedAt: string) =>
        `berechnet um ${estimatedAt}; gilt, bis er sich um mindestens 5 Prozentpunkte ändert`,
      base: (soFar: string, calls: string, agents: string) =>
        `bisher ${soFar} im Ziel, noch rund ${calls === '1' ? '1 Anruf' : `${calls} Anrufe`} erwartet, dafür ${agents} am Telefon`,
      noCallsYet: 'noch keine Anrufe',
      partOf: (part: string, whole: string) => `${part} von ${whole}`,
    },
  },

  /** Why nothing is live, and what that means. */
  trouble: {
    feedSilent: (elapsed: string) => `Keine Daten von der Telefonanlage seit ${elapsed}`,
    feedNever: 'Noch nichts von der Telefonanlage gehört',
    feedNeverAside: 'alle Zahlen unbekannt',
    refused: 'Die Telefonanlage weist die Anmeldung zurück',
    refusedAside: 'bitte der Administration melden',
    catchingUp: 'Die bisherigen Anrufe werden eingelesen',
    catchingUpAside: 'die Zahlen kommen gleich',
    catchingUpAgain: 'Verpasste Anrufe werden nachgelesen',
    eventsMissing: 'Die Telefonanlage meldet nicht alle Anrufe',
    eventsMissingAside: 'bitte der Administration melden',
    storeFailed: 'Der Server kann nicht speichern',
    storeFailedAside: 'neue Anrufe werden nicht gezählt',
    serverLost: (elapsed: string) => `Keine Verbindung zum Server seit ${elapsed}`,
    serverRestarting: 'Server startet neu',
    serverRestartingAside: 'gleich wieder da',
    asleep: 'Diese Anzeige hat geschlafen',
    asleepAside: 'wird aktualisiert',
    reconnecting: 'wird neu verbunden',
  },

  /** What is to be done, beside the chances and the staff chart. */
  nothingToDo: {
    allWell: 'Alle Städte erreichen voraussichtlich ihr Tagesziel. Es ist nichts zu tun.',
    shortOfPeople: (missing: string, at: string) =>
      `Die Tagesziele werden voraussichtlich trotzdem erreicht. Am größten ist die Lücke um ${at} Uhr: Es fehlen ${missing} Personen.`,
    onePersonShort: (at: string) =>
      `Die Tagesziele werden voraussichtlich trotzdem erreicht, auch wenn um ${at} Uhr eine Person fehlt.`,
    strained: 'Die Tagesziele werden voraussichtlich erreicht, im Moment ist es aber knapp.',
    nothingHelps:
      'Keine zulässige Änderung des heutigen Dienstplans würde helfen. Bitte im Dienstplan nach zusätzlichen Schichten suchen.',
  },
};

/** The same keys with the same kinds of values, in any language. */
export type MomentTexts = typeof momentDe;
