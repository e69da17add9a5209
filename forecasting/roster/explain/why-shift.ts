import { MINUTE_MS } from '../../time/instant.ts';
import { instantOfLocalTime } from '../../time/local-time.ts';
import { addDays, type PlainDate } from '../../time/plain-date.ts';
import type { Wish } from '../model/agent.ts';
import { workedIntervals } from '../rules/presence.ts';
import type { Alternative, ShiftReason } from './explain.ts';
import { dutiesWithin, mondayOf, plannedMinutesOfWeek } from '../model/minutes-of-week.ts';
import type { RosterProblem } from '../model/problem.ts';
import type { Roster, RosterShift } from '../model/roster.ts';
import type { RuleName } from '../model/rules.ts';
import { grantsWish } from '../model/granted-wish.ts';
import { clockTime } from '../../time/clock-time.ts';
import { hoursAndMinutes, ruleWords, signedPoints, wordsOf, type Language } from '../validation/words.ts';

/** One reason in a sentence of each language. */
export interface ReasonSentence {
  readonly kind: 'demand' | 'wish' | 'rule' | 'pinned' | 'alternative';
  readonly de: string;
  readonly en: string;
}

/** The demand that a shift meets, tested by taking it away. */
interface ShiftDemand {
  /** First and last minute between which somebody would be missing; absent where nobody would. */
  readonly span?: { readonly startMinute: number; readonly endMinute: number };
  readonly missingHours: number;
}

/** Intervals in which the shift's group would be short without it. */
function demandOfShift(problem: RosterProblem, roster: Roster, shift: RosterShift): ShiftDemand {
  const { intervalMinutes } = problem;
  const dayIndex = problem.days.findIndex(({ date }) => date === shift.date);
  const demand = problem.demand.find(({ group }) => group === shift.group);
  const need = demand?.scheduledAgents[dayIndex] ?? [];
  const others = need.map((_wanted, at) => demand?.coveredElsewhere?.[dayIndex]?.[at] ?? 0);
  for (const other of roster.shifts)
    if (other.date === shift.date && other.group === shift.group && other.agent !== shift.agent)
      for (const at of workedIntervals(other, intervalMinutes)) others[at] = (others[at] ?? 0) + 1;
  const short = workedIntervals(shift, intervalMinutes).filter((at) => (others[at] ?? 0) < (need[at] ?? 0));
  const first = short.at(0);
  const last = short.at(-1);
  return {
    ...(first === undefined || last === undefined
      ? {}
      : { span: { startMinute: first * intervalMinutes, endMinute: (last + 1) * intervalMinutes } }),
    missingHours: (short.length * intervalMinutes) / 60,
  };
}

export interface WhyShiftOptions {
  readonly groupName?: (group: string) => string;
  /** Paid minutes of the person's week, where more is published than the roster says. */
  readonly weekMinutes?: number;
}

/** Because of which demand, which wish and which rule a shift is worked, the strongest reason first. */
export function whyShift(
  problem: RosterProblem,
  roster: Roster,
  reason: ShiftReason,
  { groupName = (group) => group, weekMinutes }: WhyShiftOptions = {},
): readonly ReasonSentence[] {
  const { shift } = reason;
  return [
    // a reader who is not told what a group needs is not told either that nobody would be missing
    ...(problem.demand.some(({ group }) => group === shift.group)
      ? [demandSentence(demandOfShift(problem, roster, shift), groupName(shift.group), reason)]
      : []),
    ...costSentences(reason),
    ...wishSentences(problem, shift),
    ...ruleSentences(reason),
    ...restSentence(problem, roster, shift),
    weekSentence(problem, roster, shift, weekMinutes),
    ...(shift.pinned === true
      ? [
          {
            kind: 'pinned' as const,
            de: 'Die Planung hat diese Schicht festgelegt; ein neuer Lauf lässt sie stehen.',
            en: 'The planning team has pinned this shift; a new run leaves it unchanged.',
          },
        ]
      : []),
  ];
}

/** What comes nearest to a shift: somebody else in it, really tried. */
export function alternativeSentence(
  alternative: Alternative,
  nameOf: (agent: string) => string,
): ReasonSentence {
  const [shift] = alternative.add;
  const who = shift === undefined ? '?' : nameOf(shift.agent);
  const price = signedPoints(alternative.costChange);
  return {
    kind: 'alternative',
    de: `${who} könnte sie übernehmen: Bewertung ${price}.`,
    en: `${who} could take it over: score ${price}.`,
  };
}

function demandSentence(
  { span, missingHours }: ShiftDemand,
  group: string,
  reason: ShiftReason,
): ReasonSentence {
  if (span === undefined) return { kind: 'demand', ...reasonWithoutDemand(reason) };
  const [from, until] = [clockTime(span.startMinute), clockTime(span.endMinute)];
  return {
    kind: 'demand',
    de: `Ohne diese Schicht fehlte zwischen ${from} und ${until} eine Person für ${group}, zusammen ${missingHours.toLocaleString('de-DE')} h.`,
    en: `Without this shift one person for ${group} would be missing between ${from} and ${until}, ${missingHours.toLocaleString('en-GB')} h in total.`,
  };
}

/** What a shift is for that its group could do without, as far as taking it away has shown. */
function reasonWithoutDemand(reason: ShiftReason): Pick<ReasonSentence, 'de' | 'en'> {
  if (reason.breaks.some(({ rule }) => rule === 'contractMinutes'))
    return {
      de: 'Auch ohne diese Schicht wäre der Bedarf gedeckt; sie füllt die Vertragsstunden.',
      en: 'The requirement would be met without this shift; it fills the contract hours.',
    };
  if (reason.breaks.length > 0 || dearerWithout(reason).length > 0)
    return {
      de: 'Auch ohne diese Schicht wäre der Bedarf der Gruppe gedeckt.',
      en: "The group's requirement would be met without this shift.",
    };
  const price = signedPoints(reason.costChange);
  return {
    de: `Auch ohne diese Schicht wäre der Bedarf gedeckt und keine Regel verletzt; Bewertung ${price}.`,
    en: `Without this shift the requirement would be met and no rule broken; score ${price}.`,
  };
}

/** What else would be dearer without the shift: seats, wishes, meetings. */
function costSentences(reason: ShiftReason): readonly ReasonSentence[] {
  const dearer = dearerWithout(reason);
  if (dearer.length === 0) return [];
  const named = (language: Language): string =>
    dearer.map(([rule, change]) => `${wordsOf(rule, language)} ${signedPoints(change)}`).join(', ');
  return [
    {
      kind: 'rule',
      de: `Ohne diese Schicht fiele die Bewertung schlechter aus: ${named('de')}.`,
      en: `Without this shift the score would be worse: ${named('en')}.`,
    },
  ];
}

function dearerWithout({ costChanges }: ShiftReason): readonly (readonly [string, number])[] {
  return Object.entries(costChanges)
    .filter(([rule, change]) => rule !== 'understaffed' && change > 0)
    .toSorted(([, one], [, other]) => other - one);
}

function wishSentences(problem: RosterProblem, shift: RosterShift): readonly ReasonSentence[] {
  const wishes = problem.agents.find(({ id }) => id === shift.agent)?.wishes ?? [];
  return wishes
    .filter(({ date }) => date === shift.date)
    .map((wish): ReasonSentence => {
      const { de, en } = wishWords(wish);
      return grantsWish(wish, [shift])
        ? { kind: 'wish', de: `Wunsch erfüllt: ${de}.`, en: `Wish granted: ${en}.` }
        : { kind: 'wish', de: `Wunsch nicht erfüllt: ${de}.`, en: `Wish refused: ${en}.` };
    });
}

function wishWords(wish: Wish): { readonly de: string; readonly en: string } {
  if (wish.kind === 'dayOff') return { de: 'frei an diesem Tag', en: 'this day off' };
  const { startMinute, endMinute } = wish.span;
  const times = `${clockTime(startMinute)}–${clockTime(endMinute)}`;
  return wish.kind === 'workWithin'
    ? { de: `arbeiten im Zeitraum ${times}`, en: `to work within ${times}` }
    : { de: `nicht arbeiten ${times}`, en: `not to work ${times}` };
}

function ruleSentences({ breaks }: ShiftReason): readonly ReasonSentence[] {
  const all: readonly RuleName[] = [...new Set(breaks.map(({ rule }) => rule))];
  const rules = all.filter((rule) => rule !== 'contractMinutes');
  const named = (language: 'de' | 'en'): string => rules.map((rule) => ruleWords[rule][language]).join(', ');
  return [
    ...(rules.length === all.length
      ? []
      : [
          {
            kind: 'rule' as const,
            de: 'Ohne diese Schicht würden die Vertragsstunden unterschritten.',
            en: 'Without this shift the contract hours would not be reached.',
          },
        ]),
    ...(rules.length === 0
      ? []
      : [
          {
            kind: 'rule' as const,
            de: `Ohne diese Schicht wäre verletzt: ${named('de')}.`,
            en: `Without this shift, this would be broken: ${named('en')}.`,
          },
        ]),
  ];
}

/** Rest since the day before, in elapsed time as the law counts it; the day before the plan is known from the past. */
function restSentence(
  { agents, zone }: RosterProblem,
  { shifts }: Roster,
  shift: RosterShift,
): readonly ReasonSentence[] {
  const eve = addDays(shift.date, -1);
  const isEve = ({ date }: { readonly date: string }): boolean => date === eve;
  const before =
    shifts.find((other) => other.agent === shift.agent && isEve(other)) ??
    agents.find(({ id }) => id === shift.agent)?.past?.find(isEve);
  if (before === undefined) return [];
  const at = (date: PlainDate, minute: number): number =>
    instantOfLocalTime(date, clockTime(minute), zone) / MINUTE_MS;
  const rest = hoursAndMinutes(at(shift.date, shift.startMinute) - at(eve, before.endMinute));
  return [
    {
      kind: 'rule',
      de: `Ruhezeit davor ${rest} h, vorgeschrieben sind 11 h (ArbZG § 5).`,
      en: `Rest before it ${rest} h; the law asks for 11 h (ArbZG § 5).`,
    },
  ];
}

function weekSentence(
  problem: RosterProblem,
  { shifts }: Roster,
  shift: RosterShift,
  weekMinutes?: number,
): ReasonSentence {
  const person = problem.agents.find(({ id }) => id === shift.agent);
  const own = shifts.filter(({ agent }) => agent === shift.agent);
  const worked =
    weekMinutes ??
    (person === undefined
      ? 0
      : plannedMinutesOfWeek(person, dutiesWithin(person, own), mondayOf(shift.date)));
  const agreed = problem.contracts.find(({ id }) => id === person?.contract)?.weeklyMinutes ?? 0;
  return {
    kind: 'rule',
    de: `Woche: ${hoursAndMinutes(worked)} von ${hoursAndMinutes(agreed)} h im Vertrag.`,
    en: `Week: ${hoursAndMinutes(worked)} of ${hoursAndMinutes(agreed)} h in the contract.`,
  };
}
