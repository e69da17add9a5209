import type { Language } from './format.ts';

/** A failed request: its code, and what the server sent beside it. */
export interface Failure {
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What the fields of the pages' forms are called; a name that is not here is said as the programme has it. */
const fields: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  name: { de: 'Name', en: 'name' },
  password: { de: 'Passwort', en: 'password' },
  role: { de: 'Rolle', en: 'role' },
  city: { de: 'Stadt', en: 'city' },
  cities: { de: 'Städte', en: 'cities' },
  from: { de: 'von', en: 'from' },
  until: { de: 'bis', en: 'until' },
  day: { de: 'Tag', en: 'day' },
  date: { de: 'Datum', en: 'date' },
  reason: { de: 'Begründung', en: 'reason' },
  title: { de: 'Titel', en: 'title' },
  agent: { de: 'Person', en: 'person' },
  agentId: { de: 'Person', en: 'person' },
  telephoneName: { de: 'Name in der Telefonanlage', en: 'name in the telephone system' },
  weeklyMinutes: { de: 'Wochenstunden', en: 'weekly hours' },
  daysPerWeek: { de: 'Tage je Woche', en: 'days a week' },
  earliestStartMinute: { de: 'frühester Beginn', en: 'earliest start' },
  latestEndMinute: { de: 'spätestes Ende', en: 'latest end' },
  factor: { de: 'Faktor', en: 'factor' },
  minimumSeats: { de: 'Mindestbesetzung', en: 'minimum seats' },
  shrinkage: { de: 'Ausfallzeit', en: 'shrinkage' },
  kind: { de: 'Art', en: 'kind' },
  move: { de: 'Vorschlag', en: 'proposal' },
  csv: { de: 'Datei', en: 'file' },
};

const sentences: Readonly<
  Record<Language, { fieldsWrong(names: string): string; unknown(code: string): string }>
> = {
  de: {
    fieldsWrong: (names) => `Fehlt oder stimmt nicht: ${names}. Bitte berichtigen und noch einmal senden.`,
    unknown: (code) =>
      `Der Server hat das abgelehnt (Kennung „${code}“). Bitte die Seite neu laden und noch einmal versuchen; bleibt es dabei, nennen Sie der Administration die Kennung.`,
  },
  en: {
    fieldsWrong: (names) => `Missing or wrong: ${names}. Please correct it and send again.`,
    unknown: (code) =>
      `The server refused this (code “${code}”). Please reload the page and try again; if it keeps failing, tell the administrators the code.`,
  },
};

/**
 * A failure in words: what is wrong, where, and what to do. A code without words names itself.
 *
 * @param words of the known codes in this language
 */
export function failureWords(
  { code, details }: Failure,
  words: Readonly<Record<string, string>>,
  language: Language,
): string {
  const names = code === 'input-wrong' ? wrongFields(details, language) : [];
  if (names.length > 0) return sentences[language].fieldsWrong(names.join(', '));
  return Object.entries(words).find(([known]) => known === code)?.[1] ?? sentences[language].unknown(code);
}

function wrongFields(details: Failure['details'], language: Language): readonly string[] {
  const issues = details?.['issues'];
  if (!Array.isArray(issues)) return [];
  const names = issues.flatMap((issue: unknown) =>
    typeof issue === 'object' && issue !== null && 'field' in issue && typeof issue.field === 'string'
      ? [issue.field]
      : [],
  );
  return [...new Set(names.filter((path) => path !== '').map((path) => nameOf(path, language)))];
}

/** `person.contract.weeklyMinutes` is the weekly hours, `skills.0.until` the end of a skill. */
function nameOf(path: string, language: Language): string {
  const last = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
  return fields[last]?.[language] ?? path;
}
