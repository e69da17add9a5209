import type { BlockedAgent } from './blocked-agents.ts';
import type { BrokenDays } from '../checker/broken-days.ts';
import type { Refusal, ShiftReason, TestedChange, TestedWay } from './explain.ts';
import type { RosterShift } from '../model/roster.ts';
import type { RuleName } from '../model/rules.ts';
import type { WayKind } from './ways.ts';
import { clockTime } from '../../time/clock-time.ts';
import { dayWords, ruleWords, round, signedPoints, wordsOf, type Language } from '../validation/words.ts';

/** How people and skill groups are called; their ids unless told otherwise. */
export interface Naming {
  readonly nameOf?: (agent: string) => string;
  readonly groupName?: (group: string) => string;
}

/**
 * Why a person cannot be planned lawfully, and which rules were given up to plan them at all.
 *
 * @param when the roster with the fewest violations breaks them
 */
export function blockedSentence(
  { agent, blockedBy, relaxed }: Pick<BlockedAgent, 'agent' | 'blockedBy' | 'relaxed'>,
  language: Language,
  when: BrokenDays = { days: [], weeks: [] },
): string {
  const names = (rules: readonly RuleName[]): string =>
    rules.map((rule) => ruleWords[rule][language]).join(', ');
  const time = whenWords(when, language);
  if (language === 'de') {
    const stands = blockedBy.length === 1 ? 'steht' : 'stehen';
    const cause =
      blockedBy.length > 0
        ? `im Weg ${stands}: ${names(blockedBy)}`
        : 'mehrere Regeln zugleich stehen im Weg';
    return `${agent}: kein zulässiger Plan möglich; ${cause}. Geplant, so weit es geht, ohne: ${names(relaxed)}${time} – nicht veröffentlichbar.`;
  }
  const cause =
    blockedBy.length > 0 ? `in the way: ${names(blockedBy)}` : 'several rules together are in the way';
  return `${agent}: no lawful roster is possible; ${cause}. Scheduled as far as possible without: ${names(relaxed)}${time} (not publishable).`;
}

function whenWords({ days, weeks }: BrokenDays, language: Language): string {
  const named = (dates: readonly string[]): string =>
    dates.map((date) => dayWords(date, language)).join(', ');
  const parts = [
    ...(days.length === 0 ? [] : [named(days)]),
    ...(weeks.length === 0 ? [] : [`${language === 'de' ? 'Wochen ab' : 'weeks from'} ${named(weeks)}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

/** Why somebody works a shift, in one sentence. */
export function shiftReasonSentence(reason: ShiftReason, language: Language): string {
  const costs = Object.entries(reason.costChanges).filter(([, change]) => change > 0);
  const worse = costs.map(([rule, change]) => `${wordsOf(rule, language)} +${round(change)}`);
  const broken = [...new Set(reason.breaks.map(({ rule }) => ruleWords[rule][language]))];
  const parts = [...broken, ...worse];
  if (language === 'de')
    return parts.length === 0
      ? 'Ohne diese Schicht würde nichts fehlen.'
      : `Ohne diese Schicht: ${parts.join('; ')}.`;
  return parts.length === 0
    ? 'Nothing would be missing without this shift.'
    : `Without this shift: ${parts.join('; ')}.`;
}

/** Why a wish was refused or a gap is open: what was tried, what is in the way, and the nearest lawful way. */
export function refusalSentence(refusal: Refusal, language: Language, naming: Naming = {}): string {
  const [nearest] = refusal.alternatives;
  const { direct } = refusal;
  const isNearest = direct !== undefined && nearest?.kind === direct.kind && nearest.helper === direct.helper;
  return [
    direct === undefined || isNearest ? '' : directSentence(direct, language, naming),
    blockedByWords(refusal, language),
    nearest === undefined
      ? { de: 'Keine zulässige Möglichkeit gefunden.', en: 'No lawful way was found.' }[language]
      : language === 'de'
        ? `Nächste Möglichkeit: ${wayWords(nearest, language, naming)}; ${priceWords(nearest, language)}.`
        : `Nearest way: ${wayWords(nearest, language, naming)}; ${priceWords(nearest, language)}.`,
    testedWords(refusal, language),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** What a way changes for whom: `B arbeitet am 5.10. 10:00–18:30, hat am 6.10. frei; A hat am 5.10. frei`. */
function wayWords(
  { add, remove }: Pick<TestedWay, 'add' | 'remove'>,
  language: Language,
  { nameOf = (id) => id, groupName = (id) => id }: Naming = {},
): string {
  const isSameDay = (one: RosterShift, other: RosterShift): boolean =>
    one.agent === other.agent && one.date === other.date;
  const people = [...new Set([...add, ...remove].map(({ agent }) => agent))];
  return people
    .map((agent) => {
      const works = add
        .filter((shift) => shift.agent === agent)
        .map((shift) => {
          const before = remove.find((other) => isSameDay(shift, other));
          return workWords(shift, before, language, groupName);
        });
      const isOff = remove
        .filter((shift) => shift.agent === agent && !add.some((other) => isSameDay(shift, other)))
        .map(({ date }) =>
          language === 'de' ? `hat am ${dayWords(date, 'de')} frei` : `is off on ${dayWords(date, 'en')}`,
        );
      return `${nameOf(agent)} ${[...works, ...isOff].join(', ')}`;
    })
    .join('; ');
}

function workWords(
  shift: RosterShift,
  before: RosterShift | undefined,
  language: Language,
  groupName: (group: string) => string,
): string {
  const isGerman = language === 'de';
  const day = dayWords(shift.date, language);
  if (before === undefined)
    return isGerman ? `arbeitet am ${day} ${times(shift)}` : `works ${times(shift)} on ${day}`;
  const instead = isGerman ? 'statt' : 'instead of';
  const changed = [
    ...(times(shift) === times(before) ? [] : [`${times(shift)} ${instead} ${times(before)}`]),
    ...(shift.group === before.group
      ? []
      : [`${isGerman ? 'für' : 'for'} ${groupName(shift.group)} ${instead} ${groupName(before.group)}`]),
  ];
  const pause = `${isGerman ? 'mit Pause' : 'with the break at'} ${breakTimes(shift)} ${instead} ${breakTimes(before)}`;
  const how = changed.length === 0 ? pause : changed.join(' ');
  return isGerman ? `arbeitet am ${day} ${how}` : `works ${how} on ${day}`;
}

function directSentence(direct: TestedWay, language: Language, naming: Naming): string {
  const isGerman = language === 'de';
  const what =
    direct.kind === 'free'
      ? { de: 'Den Tag nur freigeben', en: 'Simply giving the day off' }[language]
      : `${isGerman ? 'Allein' : 'Alone'}: ${wayWords(direct, language, naming)}`;
  const broken = rulesWords(direct.breaks, language);
  if (broken === '') return `${what}; ${priceWords(direct, language)}.`;
  return isGerman ? `${what} – das verletzt: ${broken}.` : `${what} – that breaks: ${broken}.`;
}

function blockedByWords({ blockedBy }: Refusal, language: Language): string {
  if (blockedBy.length === 0) return '';
  const people = (count: number): string =>
    language === 'de'
      ? count === 1
        ? 'eine Person'
        : `${count} Personen`
      : count === 1
        ? 'one person'
        : `${count} people`;
  const parts = blockedBy
    .slice(0, 3)
    .map(({ rule, people: count }) =>
      language === 'de'
        ? `${people(count)} wegen „${ruleWords[rule].de}“`
        : `${people(count)} because of "${ruleWords[rule].en}"`,
    );
  return language === 'de'
    ? `Nicht möglich für ${parts.join(', ')}.`
    : `Not possible for ${parts.join(', ')}.`;
}

const kindWords: Readonly<Record<WayKind, Readonly<Record<Language, string>>>> = {
  addition: { de: 'zusätzliche Schicht für Freie', en: 'a shift for whoever is free' },
  change: {
    de: 'andere Anfangszeit, Länge, Gruppe oder Pause',
    en: 'another start, length, group or break',
  },
  takeover: { de: 'Übernahme der Schicht', en: 'takeover of the shift' },
  moved: { de: 'Kollegin oder Kollege in diese Schicht', en: 'a colleague moved into this shift' },
  trade: { de: 'Tausch der Schichten des Tages', en: "exchange of the day's shifts" },
  swap: { de: 'Tausch von Tagen', en: 'swap of days' },
  otherDay: { de: 'Schicht an einem anderen Tag', en: 'the shift on another day' },
  free: { de: 'Tag nur freigeben', en: 'simply giving the day off' },
};

function testedWords({ tested }: Refusal, language: Language): string {
  if (tested.length === 0)
    return language === 'de'
      ? 'Kein Schichtmodell und keine änderbare Schicht passt.'
      : 'No pattern and no shift that may change fits.';
  const parts = tested.map(({ kind, ways }) => `${kindWords[kind][language]} (${ways})`);
  return language === 'de' ? `Ausprobiert: ${parts.join(', ')}.` : `Tried: ${parts.join(', ')}.`;
}

/** `Bewertung +12 (vor allem Unterdeckung +20)` */
function priceWords({ costChange, costChanges }: TestedChange, language: Language): string {
  const [dearest] = Object.entries(costChanges)
    .filter(([, change]) => change > 0)
    .toSorted(([, one], [, other]) => other - one);
  const price = `${language === 'de' ? 'Bewertung' : 'score'} ${signedPoints(costChange)}`;
  if (dearest === undefined || costChange <= 0) return price;
  const [rule, change] = dearest;
  const mostly = language === 'de' ? 'vor allem' : 'mostly';
  return `${price} (${mostly} ${wordsOf(rule, language)} ${signedPoints(change)})`;
}

function rulesWords(breaks: TestedChange['breaks'], language: Language): string {
  return [...new Set(breaks.map(({ rule }) => ruleWords[rule][language]))].join(', ');
}

function times({ startMinute, endMinute }: RosterShift): string {
  return `${clockTime(startMinute)}–${clockTime(endMinute)}`;
}

function breakTimes({ breaks }: RosterShift): string {
  return breaks.map(({ startMinute }) => clockTime(startMinute)).join(', ');
}
