/** Words of forecast, history and today in German. */
export const roomsDe = {
  today: {
    title: 'Heute',
    offered: 'eingegangen',
    forecast: 'Prognose mit 80-%-Band',
    reforecast: 'neu berechnet',
    required: 'gebraucht',
    planned: 'geplant',
    plannedOnPhones: 'geplant nach Ausfallzeit',
    afterShrinkage: 'nach Ausfallzeit',
    present: 'anwesend',
    longest: 'längste',
    serviceLevel: 'Servicelevel',
    target: 'Ziel',
    expectedDay: 'Heute erwartet',
    toForecast: 'zur Prognose',
    callsPer: 'Anrufe je Viertelstunde',
    ownScale: 'je Stadt eigene Skala',
    peopleOf: (name: string) => `Personen am Telefon, ${name}`,
    live: 'live',
    notLive: 'nicht live',
    planHolds: 'Dienstplan und Prognose gelten weiter.',
    simulated: 'Vorführung',
    view: 'Ansicht',
    views: { all: 'alle Städte' },
    beside: 'Vorschläge und Ereignisse',
    forecastOnly: 'Prognose',
    event: 'Ereignis',
    presentThenExpected: 'anwesend, ab jetzt erwartet',
    triedLine: 'mit Vorschlag',
    gapWords: (missing: number, at: string, until: string) =>
      missing === 1 ? `bis ${until} fehlt 1` : `um ${at} fehlen ${missing}, Lücke bis ${until}`,
    targetOf: (target: string, seconds: string) => `Ziel ${target} in ${seconds} s`,
    againstForecast: (change: string) => `${change} zur Prognose`,
    absentToday: (people: number) =>
      people === 1 ? 'Eine Person ist heute abwesend.' : `${people} Personen sind heute abwesend.`,
    absentWords: (sick: number, other: number) =>
      [sick > 0 ? `${sick} krankgemeldet,` : '', other > 0 ? `${other} abwesend,` : '']
        .filter((part) => part !== '')
        .join(' '),
    onBreak: (count: number) => `${count} in Pause`,
    sharedPeople: 'Wer für mehrere Städte qualifiziert ist, zählt in jeder.',
    wall: 'Wandanzeige',
    proposals: 'Vorschläge',
    chance: 'Chance aufs Tagesziel in %',
    tryOut: 'Durchspielen',
    apply: {
      open: 'Übernehmen …',
      title: 'In den Dienstplan von heute übernehmen',
      hint: 'Es entsteht eine neue Fassung des veröffentlichten Plans. Die Betroffenen sehen die Änderung auf ihrer Seite; bitte auch mit ihnen sprechen. Ausgewählt werden Personen, für die der Nachteil am kleinsten ist.',
      reason: 'Begründung',
      reasonHint: 'Mindestens 10 Zeichen; sie steht bei der Fassung.',
      publish: 'Veröffentlichen',
      undo: 'Zurücknehmen',
      lend: 'Ausleihen ändert keinen Dienstplan: bitte am Telefon umstellen.',
      done: (people: string, version: string) =>
        `Geändert: ${people}. Fassung ${version} ist veröffentlicht.`,
      undone: (version: string) => `Zurückgenommen. Fassung ${version} ist veröffentlicht.`,
    },
    moveOf: {
      break: (agents: number, group: string) =>
        `${agents === 1 ? 'Eine Pause' : `${agents} Pausen`} aus Gruppe ${group} verlegen`,
      lend: (agents: number, group: string) =>
        `${agents === 1 ? 'Eine Person' : `${agents} Personen`} aus Gruppe ${group} ausleihen`,
      stay: (agents: number, group: string) =>
        `${agents === 1 ? 'Eine Person' : `${agents} Personen`} aus Gruppe ${group} um Verlängerung bitten`,
    },
    moveWhen: {
      break: (from: string, to: string, at: string) => `von ${from}–${to} auf ${at} · ohne Zusatzstunden`,
      lend: (from: string, to: string, _at: string) => `${from}–${to} · ohne Zusatzstunden`,
      stay: (from: string, to: string, _at: string) => `${from}–${to} · nur mit Zustimmung, bezahlt`,
    },
    events: 'Ereignisse',
    noEvents: 'Für heute ist nichts eingetragen.',
    eventKinds: {
      special: 'besonderer Tag',
      note: 'Notiz',
      adjustment: 'Prognose angepasst',
      activity: 'Termin im Team',
      sick: 'Krankmeldungen',
    },
    peopleCount: (count: string) => (count === '1' ? '1 Person' : `${count} Personen`),
    callsChange: (change: string) => (/^\D?1$/.test(change) ? `${change} Anruf` : `${change} Anrufe`),
    gap: 'Lücke',
    unknown: 'noch kein Dienstplan für heute',
  },
};

export type RoomsText = typeof roomsDe;
