import { clockTime } from '../../time/clock-time.ts';
import { issueWords } from './issue-words.ts';
import type { ProblemIssue } from './problem-issue.ts';
import { ruleNames, type RuleName, type Violation } from '../model/rules.ts';

export type Language = 'de' | 'en';

type Words = Readonly<Record<Language, string>>;

/** What each rule is called, for people. */
export const ruleWords: Readonly<Record<RuleName, Words>> = {
  knownAgentAndPattern: { de: 'vereinbartes Schichtmodell', en: 'agreed shift pattern' },
  oneShiftPerDay: { de: 'eine Schicht am Tag', en: 'one shift a day' },
  employment: { de: 'Beschäftigungszeit', en: 'employment' },
  absence: { de: 'Abwesenheit', en: 'absence' },
  availability: { de: 'vereinbarte Verfügbarkeit', en: 'agreed availability' },
  requiredSkill: { de: 'nötige Qualifikation', en: 'required skill' },
  openingHours: { de: 'Öffnungszeiten', en: 'opening hours' },
  sundaysAndHolidays: { de: 'Sonn- und Feiertagsruhe', en: 'Sundays and public holidays' },
  freeSundays: { de: 'fünfzehn freie Sonntage im Jahr', en: 'fifteen free Sundays a year' },
  substituteRestDay: {
    de: 'Ersatzruhetag für Sonn- und Feiertagsarbeit',
    en: 'substitute day of rest for Sundays and public holidays',
  },
  minorsProtection: { de: 'Jugendarbeitsschutz', en: 'protection of minors' },
  maternityProtection: { de: 'Mutterschutz', en: 'maternity protection' },
  noOvertime: { de: 'keine Mehrarbeit (Schwerbehinderung)', en: 'no overtime (severe disability)' },
  averageWorkingDay: {
    de: 'acht Stunden im Schnitt von 24 Wochen',
    en: 'eight hours on average over 24 weeks',
  },
  activitiesFit: { de: 'Termine in der Arbeitszeit', en: 'activities within working time' },
  plannedActivities: { de: 'Besprechungen und Schulungen', en: 'meetings and training' },
  yearEndDays: { de: 'freier 24. und 31. Dezember', en: '24 and 31 December free' },
  screenBreaks: { de: 'Bildschirmpausen', en: 'screen breaks' },
  breakPlaces: { de: 'Pause in einem Stück, nicht am Rand', en: 'break in one piece, not at the edge' },
  notice: { de: 'Ankündigungsfrist', en: 'notice of the roster' },
  workingDay: { de: 'Länge des Arbeitstags', en: 'length of the working day' },
  legalBreaks: { de: 'Pausen', en: 'breaks' },
  restPeriod: { de: 'elf Stunden Ruhezeit', en: 'eleven hours of rest' },
  longestRun: { de: 'Arbeitstage am Stück', en: 'working days in a row' },
  shortestRun: { de: 'einzelne Arbeitstage', en: 'isolated working days' },
  shortestRest: { de: 'freie Tage am Stück', en: 'days off in a row' },
  daysPerWeek: { de: 'Arbeitstage pro Woche', en: 'working days a week' },
  weekends: { de: 'Wochenenden mit Arbeit', en: 'weekends with work' },
  contractMinutes: { de: 'vertragliche Arbeitszeit', en: 'contract hours' },
  pinned: { de: 'festgelegte Schicht', en: 'pinned shift' },
  understaffed: { de: 'Unterdeckung', en: 'understaffing' },
  overstaffed: { de: 'Überdeckung', en: 'overstaffing' },
  minimumSeats: { de: 'Mindestbesetzung der Stadt', en: 'minimum seats of the city' },
  dayOffRequest: { de: 'Wunschfrei', en: 'day-off request' },
  shiftWish: { de: 'Schichtwunsch', en: 'shift wish' },
  fairBurdens: { de: 'gerechte Verteilung von Belastungen', en: 'fair share of burdens' },
  change: { de: 'Änderung am bekannten Plan', en: 'change of the known roster' },
};

/** An issue in one sentence, beginning with the person, the day and the rule where they are known. */
export function issueSentence(issue: ProblemIssue, language: Language): string {
  const where = [
    issue.agent,
    issue.date,
    issue.rule === undefined ? undefined : ruleWords[issue.rule][language],
  ].filter((part) => part !== undefined);
  const sentence = fill(issueWords[issue.code][language], inWords(issue.facts, language));
  return where.length === 0 ? sentence : `${where.join(', ')}: ${sentence}`;
}

/** A violation in one line: rule, person, day, what was found and what is allowed. */
export function violationSentence(violation: Violation, language: Language): string {
  const { rule, agent, date, group, city, minute, facts } = violation;
  if (rule === 'knownAgentAndPattern' && typeof facts['agreed'] === 'string')
    return unknownShiftSentence(violation, language);
  const day = date === undefined ? undefined : dayWords(date, language);
  const where = [agent, day, group, city, minute === undefined ? undefined : clockTime(minute)]
    .filter((part) => part !== undefined)
    .join(' ');
  const parts = [where, sizeWords(violation, language)].filter((part) => part !== '').join(', ');
  const what = [facts['activity'], facts['skill'], inWords(facts, language)['absence']].filter(
    (part) => part !== undefined && part !== '',
  );
  return `${ruleWords[rule][language]}: ${parts}${what.length === 0 ? '' : ` (${what.join(', ')})`}`;
}

/** `B-003, 1.12.: 07:45–15:45 ist keine vereinbarte Schicht; erlaubt: 07:00–15:30.` */
function unknownShiftSentence({ agent, date, minute = 0, facts }: Violation, language: Language): string {
  const { endMinute, agreed } = facts;
  const who = [agent, date === undefined ? undefined : dayWords(date, language)].filter(
    (part) => part !== undefined,
  );
  const span = `${clockTime(minute)}–${clockTime(Number(endMinute))}`;
  const sentence =
    language === 'de'
      ? `${span} ist keine vereinbarte Schicht; erlaubt: ${agreed === '' ? 'keine an diesem Tag' : agreed}`
      : `${span} is not an agreed shift; allowed: ${agreed === '' ? 'none on this day' : agreed}`;
  return who.length === 0 ? sentence : `${who.join(', ')}: ${sentence}`;
}

/** By how much: found and allowed with the direction where both are known, else the size of the breach. */
function sizeWords(violation: Violation, language: Language): string {
  const { unit, size, facts } = violation;
  const { found } = facts;
  const allowed = allowedOf(violation);
  const measure = (value: number): string =>
    unit === 'minutes' ? `${hoursAndMinutes(value)} h` : countWords(value, unit, language, 'plain');
  const limit = (value: number): string =>
    unit === 'minutes' ? measure(value) : countWords(value, unit, language, 'limit');
  if (typeof found === 'number' && typeof allowed === 'number')
    return language === 'de'
      ? `${measure(found)} statt ${found < allowed ? 'mindestens' : 'höchstens'} ${limit(allowed)}`
      : `${measure(found)} instead of at ${found < allowed ? 'least' : 'most'} ${limit(allowed)}`;
  if (unit === 'minutes') return language === 'de' ? `um ${measure(size)}` : `by ${measure(size)}`;
  return size === 1 ? '' : measure(size);
}

/** The nearest figure that would be allowed: of a balance, the end that was passed. */
function allowedOf({ facts }: Violation): number | string | undefined {
  const { found, wanted, balance } = facts;
  if (typeof found !== 'number' || typeof wanted !== 'number' || typeof balance !== 'number')
    return facts['allowed'];
  return found < wanted ? wanted - balance : wanted + balance;
}

/** `1.12.` and `1 Dec` */
export function dayWords(date: string, language: Language): string {
  const [, month = '1', day = '1'] = date.split('-');
  return language === 'de'
    ? `${Number(day)}.${Number(month)}.`
    : `${Number(day)} ${MONTHS[Number(month) - 1] ?? month}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `10:15` */
export function hoursAndMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** What a rule is called, by the key of a record of rules. */
export function wordsOf(rule: string, language: Language): string {
  const known = ruleNames.find((name) => name === rule);
  return known === undefined ? rule : ruleWords[known][language];
}

/** A price with its sign: `+12.5`. */
export function signedPoints(value: number): string {
  return value > 0 ? `+${round(value)}` : String(round(value));
}

type CountedUnit = Exclude<Violation['unit'], 'minutes'>;

/** One, many, and many after “mindestens” or “höchstens”, which in German follow “statt” and take the dative. */
const unitWords: Readonly<
  Record<CountedUnit, Readonly<Record<Language, readonly [one: string, many: string, limit: string]>>>
> = {
  days: { de: ['Tag', 'Tage', 'Tagen'], en: ['day', 'days', 'days'] },
  shifts: { de: ['Schicht', 'Schichten', 'Schichten'], en: ['shift', 'shifts', 'shifts'] },
  weekends: {
    de: ['Wochenende', 'Wochenenden', 'Wochenenden'],
    en: ['weekend', 'weekends', 'weekends'],
  },
  agentIntervals: {
    de: ['Personen-Intervall', 'Personen-Intervalle', 'Personen-Intervallen'],
    en: ['agent interval', 'agent intervals', 'agent intervals'],
  },
  points: { de: ['Punkt', 'Punkte', 'Punkten'], en: ['point', 'points', 'points'] },
};

/** `1 Tag`, `14 Tage`; as a limit `14 Tagen`. */
function countWords(value: number, unit: CountedUnit, language: Language, place: 'plain' | 'limit'): string {
  const [one, many, limit] = unitWords[unit][language];
  const shown = round(value);
  return `${shown} ${shown === 1 ? one : place === 'limit' ? limit : many}`;
}

const absenceWords: Readonly<Record<string, Words>> = {
  leave: { de: 'Urlaub', en: 'leave' },
  sick: { de: 'Krankheit', en: 'sickness' },
  training: { de: 'Schulung', en: 'training' },
  release: { de: 'Freistellung', en: 'release' },
  other: { de: 'andere Abwesenheit', en: 'other absence' },
};

/** Kinds of absence by their words; everything else as it is. */
function inWords(
  facts: Readonly<Record<string, number | string>>,
  language: Language,
): Readonly<Record<string, number | string>> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, absenceWords[value]?.[language] ?? value]),
  );
}

function fill(pattern: string, facts: Readonly<Record<string, number | string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '?'));
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
