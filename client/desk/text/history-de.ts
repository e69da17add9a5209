/** Words of the history in German. */
export const historyDe = {
  title: 'Verlauf',
  empty: 'Noch keine Anrufe',
  emptyWords:
    'Der Verlauf füllt sich von selbst, sobald die Telefonanlage Anrufe meldet. Ältere Jahre lassen sich als CSV- oder Excel-Datei einlesen: hierher ziehen oder wählen.',
  span: (from: string, until: string, days: string) =>
    `${from === until ? from : `${from} – ${until}`} · ${days === '1' ? '1 Tag' : `${days} Tage`} mit Anrufen`,
  heatMap: 'Anrufe je Tag',
  heatHint: 'Pfeiltasten gehen von Tag zu Tag',
  year: 'Tagessummen',
  yearHint: 'Linie: Mittel der Woche',
  yearCaption: (name: string, least: string, most: string) =>
    `Tagessummen von ${name}, zwischen ${least} und ${most === '1' ? '1 Anruf' : `${most} Anrufen`}. Die Werte stehen im Kalender.`,
  period: 'Zeitraum',
  lastMonths: 'letzte 14 Monate',
  earlier: 'Jahr davor',
  later: 'Jahr danach',
  years: 'Jahre nebeneinander',
  yearsHint: 'Anrufe je Monat',
  month: 'Monat',
  yearSum: 'zusammen',
  few: 'wenige',
  many: 'viele',
  marks: {
    odd: 'auffällig, noch offen',
    special: 'besonderer Tag',
    excluded: 'zählt nicht mit',
    missing: 'fehlt',
  },
  kinds: {
    closed: 'geschlossen',
    missing: 'Tag fehlt',
    gap: 'lückenhaft',
    unfinished: 'bricht ab',
    zeros: 'nur Nullen',
    outlier: 'Ausreißer',
    special: 'besonderer Tag',
    clockChange: 'Zeitumstellung',
    overlap: 'doppelt belegt',
  },
  calls: (count: string) => (count === '1' ? '1 Anruf' : `${count} Anrufe`),
  insteadOf: (calls: string, expected: string) => `${calls}, üblich ${expected}`,
  nothingKnown: 'keine Daten',
  thisDay: 'dieser Tag',
  usual: (days: number) =>
    days === 1 ? 'gleicher Wochentag davor' : `Mittel der ${days} gleichen Wochentage davor`,
  day: (day: string) => `Anrufe am ${day}`,
  dayCaption: (calls: string, peak: string) => `${calls}, am meisten um ${peak}.`,
  findings: 'Auffällige Tage',
  open: (count: string) => `offen ${count}`,
  decidedCount: (count: string) => `entschieden ${count}`,
  all: 'alle',
  nothingOpen: 'Nichts ist offen. Alle auffälligen Tage sind entschieden.',
  nothingFound: 'Keine auffälligen Tage.',
  decide: {
    keep: 'Übernehmen',
    exclude: 'Nicht verwenden',
    likeNormal: 'Durch üblichen Tag ersetzen',
    special: 'Benennen …',
  },
  decided: {
    keep: 'übernommen',
    exclude: 'wird nicht verwendet',
    likeNormal: 'durch üblichen Tag ersetzt',
    special: 'besonderer Tag',
  },
  decisionHelp:
    'Übernehmen: Die Prognose lernt aus dem Tag. Nicht verwenden: Sie lernt nicht aus ihm. Durch üblichen Tag ersetzen: An seine Stelle tritt ein üblicher Wochentag. Benennen: Tage gleichen Namens lernen voneinander.',
  held: 'zählt nicht, bis entschieden ist',
  takeBack: 'Zurücknehmen',
  dayName: 'Name',
  nameIt: 'Benennen',
  cancel: 'Abbrechen',
  saved: 'Entscheidung gespeichert. Die nächste Prognose rechnet damit.',
  measured: 'selbst gemessen',
  imported: 'importiert',
  import: {
    open: 'Anrufe importieren',
    title: 'Anrufe importieren',
    drop: 'CSV- oder Excel-Datei hierher ziehen',
    choose: 'Datei wählen',
    dropNow: 'Loslassen, um die Datei zu lesen',
    rule: 'Eine Zeile je Intervall und Warteschlange: Tag und Uhrzeit, Warteschlange, Anrufe; gern auch angenommen, Aufleger, Bearbeitungszeit. Zeichensatz, Trennzeichen, Datum und Zahlen werden erkannt; vor dem Import ist alles zu sehen.',
    reading: 'Die Datei wird gelesen …',
    understood: 'So wurde die Datei verstanden',
    file: (name: string, size: string) => `${name}, ${size}`,
    delimiter: 'Trennzeichen',
    delimiters: { ',': 'Komma', ';': 'Semikolon', '\t': 'Tabulator', '|': 'senkrechter Strich' },
    dates: 'Datum',
    dateOrders: {
      'year-month-day': 'Jahr-Monat-Tag',
      'day.month.year': 'Tag.Monat.Jahr',
      'month/day/year': 'Monat/Tag/Jahr',
    },
    encoding: 'Zeichensatz',
    encodings: {
      'utf-8': 'UTF-8',
      'utf-16le': 'UTF-16',
      'utf-16be': 'UTF-16',
      'windows-1252': 'Windows-1252',
      xlsx: 'Excel-Mappe, erstes Blatt',
    },
    workbook: 'keines (Tabelle)',
    inAll: 'Insgesamt',
    inAllWords: (rows: string, calls: string, length: string) =>
      `${rows}, ${calls === '1' ? '1 Anruf' : `${calls} Anrufe`}, je ${length}`,
    leftOut: {
      sums: (count: string) =>
        count === '1' ? 'Eine Summenzeile zählt nicht mit.' : `${count} Summenzeilen zählen nicht mit.`,
      titles: (count: string) =>
        count === '1'
          ? 'Eine Zeile ohne Werte (Titel, Bemerkung) bleibt außen vor.'
          : `${count} Zeilen ohne Werte (Titel, Bemerkungen) bleiben außen vor.`,
      doubled: (count: string) =>
        count === '1'
          ? 'Eine Zeile wiederholt nur eine andere und zählt einmal.'
          : `${count} Zeilen wiederholen nur andere und zählen einmal.`,
      skippedHour: (count: string) =>
        count === '1'
          ? 'Eine Zeile ohne Anrufe liegt in der Stunde, die die Zeitumstellung überspringt, und entfällt.'
          : `${count} Zeilen ohne Anrufe liegen in der Stunde, die die Zeitumstellung überspringt, und entfallen.`,
      otherQueues: (count: string) =>
        count === '1'
          ? 'Eine Zeile gehört zu einer Warteschlange, die nicht verwendet wird.'
          : `${count} Zeilen gehören zu Warteschlangen, die nicht verwendet werden.`,
      future: (count: string) =>
        count === '1'
          ? 'Eine Zeile ohne Anrufe liegt in der Zukunft und entfällt.'
          : `${count} Zeilen ohne Anrufe liegen in der Zukunft und entfallen.`,
    },
    unread: (columns: string) => `Diese Spalten werden nicht gebraucht: ${columns}`,
    noRows: 'Die Datei hat eine Kopfzeile, aber keine Zeilen mit Werten.',
    noRowTaken: 'Keine Zeile der Datei wird übernommen.',
    noRowYet: 'Noch ist keine Zeile verstanden. Bitte die Spalten zuordnen.',
    question: {
      decimal: (value: string, line: string) => `Was bedeutet „${value}“ in Zeile ${line}?`,
      dateOrder: (value: string, line: string) => `Welcher Tag ist „${value}“ in Zeile ${line}?`,
      durations: (value: string, line: string) => `Welche Dauer ist „${value}“ in Zeile ${line}?`,
      times: (value: string, line: string) => `Welches Intervall meint „${value}“ in Zeile ${line}?`,
      timeColumn: () => 'Welche Spalte nennt den Beginn des Intervalls?',
    },
    choices: {
      ',': 'Komma trennt die Nachkommastellen',
      '.': 'Punkt trennt die Nachkommastellen',
      dmy: 'Tag zuerst',
      mdy: 'Monat zuerst',
      'm:s': 'Minuten und Sekunden',
      'h:m': 'Stunden und Minuten',
      start: 'Die Zeit nennt den Beginn',
      end: 'Die Zeit nennt das Ende',
      endSameDay: 'Die Zeit nennt das Ende, und 00:00 schließt den Tag daneben ab',
    },
    queues: 'Warteschlangen der Datei und ihre Städte',
    queueOpen: 'bitte wählen',
    queueLeaveOut: 'nicht verwenden',
    queueKeep: 'ohne Stadt aufbewahren',
    unassigned: (names: string) => `Noch ohne Stadt aufbewahrt: ${names}`,
    notReady: 'Erst wenn alles geklärt ist, kann der Import beginnen.',
    former: 'Frühere Importe',
    noName: 'Datei ohne Namen',
    remove: 'Entfernen',
    removeSure: 'Alle Zeilen dieses Imports verschwinden aus dem Verlauf.',
    keep: 'Behalten',
    removeNow: 'Wirklich entfernen',
    replace: 'Ersetzt einen früheren Import',
    replaceNone: 'keinen, nur ergänzen',
    decimal: 'Dezimalzeichen',
    times: 'Zeiten',
    timesNameEnds: 'nennen das Ende der Intervalle',
    columns: 'Zuordnung der Spalten',
    column: {
      start: 'Beginn',
      time: 'Uhrzeit (eigene Spalte)',
      queue: 'Warteschlange',
      offered: 'angebotene Anrufe',
      answered: 'angenommen',
      abandoned: 'Aufleger',
      answeredWithinThreshold: 'in der Zielzeit angenommen',
      handleSeconds: 'Bearbeitungszeit (s)',
      waitSeconds: 'Wartezeit (s)',
    },
    none: 'nicht in der Datei',
    must: 'fehlt, bitte zuordnen',
    oneCity: 'Alle Zeilen gehören zu',
    fromColumn: 'der Spalte „Warteschlange“',
    minutes: 'Länge der Intervalle',
    minutesFound: 'aus den Zeilen erkennen',
    minutesOf: (minutes: number) =>
      minutes === 1440 ? 'ganze Tage' : minutes === 1 ? '1 Minute' : `${minutes} Minuten`,
    unknownQueues: (names: string) => `Diese Warteschlangen gehören zu keiner Stadt: ${names}`,
    sample: 'Die ersten Zeilen',
    line: 'Zeile',
    day: 'Tag',
    time: 'Zeit',
    issues: (count: string) => (count === '1' ? 'Eine Zeile stimmt nicht' : `${count} Zeilen stimmen nicht`),
    more: (count: string) => `und ${count} weitere`,
    issue: (line: string, field: string, value: string, allowed: string) =>
      `Zeile ${line}, ${field}: „${value}“. Erlaubt: ${allowed}`,
    start: 'Importieren',
    startHint: 'Ein zweiter Import derselben Datei ändert nichts. Selbst Gemessenes wird nie überschrieben.',
    running: 'Der Import läuft',
    progress: (share: string, rows: string) => `${share} von ${rows}`,
    rows: (count: string) => (count === '1' ? '1 Zeile' : `${count} Zeilen`),
    cancel: 'Abbrechen',
    close: 'Schließen',
    again: 'Andere Datei',
    retry: 'Noch einmal starten',
    outcome: {
      done: (added: string, unchanged: string) =>
        `${added === '1' ? '1 Intervall' : `${added} Intervalle`} übernommen, ${unchanged === '1' ? '1 war' : `${unchanged} waren`} schon da.`,
      nothing: (unchanged: string) =>
        unchanged === '0'
          ? 'Nichts wurde übernommen.'
          : `Nichts wurde übernommen: ${unchanged === '1' ? '1 Intervall war' : `${unchanged} Intervalle waren`} schon da.`,
      unknownQueues: () => 'Nichts wurde übernommen. Erst den Warteschlangen ihre Städte geben.',
      notThere: () => 'Nichts wurde übernommen. Den Import, der ersetzt werden sollte, gibt es nicht mehr.',
      wrongLines: () => 'Nichts wurde übernommen. Bitte erst die Zeilen berichtigen.',
      busy: () =>
        'Ein anderer Import läuft gerade. Nichts wurde übernommen. Bitte danach noch einmal starten.',
      cancelled: () => 'Abgebrochen. Nichts wurde übernommen.',
      failed: () => 'Der Import ist gescheitert. Nichts wurde übernommen.',
      interrupted: () =>
        'Der Server wurde neu gestartet. Nichts wurde übernommen; bitte die Datei noch einmal wählen.',
    },
    conflicts: (count: string) =>
      count === '1' ? '1 Zeile wurde ausgelassen' : `${count} Zeilen wurden ausgelassen`,
    reasons: {
      measured: 'selbst gemessen',
      otherValue: 'anderer Wert schon da',
      otherLength: 'andere Intervalllänge',
    },
  },
};

export type HistoryText = typeof historyDe;
