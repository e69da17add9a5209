import type { ProblemIssueCode } from './problem-issue.ts';
import type { Language } from './words.ts';

/** What is wrong with a problem, for people; figures and names from the issue's facts stand in braces. */
export const issueWords: Readonly<Record<ProblemIssueCode, Readonly<Record<Language, string>>>> = {
  daysNotConsecutive: {
    de: 'Die Tage des Plans folgen nicht aufeinander: erwartet wurde {expected}.',
    en: 'the days of the plan are not consecutive: {expected} was expected',
  },
  agentTwice: { de: 'Die Person steht zweimal im Plan.', en: 'the person is in the plan twice' },
  agentWithoutSkill: {
    de: 'Die Person hat keine Qualifikation, mit der sie eingeplant werden könnte (vorhanden: {skills}; nötig: {required}).',
    en: 'the person has no skill to be planned with (held: {skills}; required: {required})',
  },
  unknownContract: {
    de: 'Den Vertrag „{contract}“ gibt es nicht.',
    en: 'there is no contract "{contract}"',
  },
  contractTooLong: {
    de: 'Vertrag „{contract}“ ({held}): {found} Stunden pro Woche sind mehr als die {allowed} des ArbZG.',
    en: 'contract "{contract}" ({held}): {found} hours a week are more than the law\'s {allowed} (ArbZG § 3)',
  },
  contractDayTooLong: {
    de: 'Vertrag „{contract}“ ({held}): {found} Stunden am Tag sind mehr als die {allowed} des ArbZG.',
    en: 'contract "{contract}" ({held}): {found} hours a day are more than the law\'s {allowed} (ArbZG § 3)',
  },
  absencesOverlap: {
    de: 'Zwei Abwesenheiten überschneiden sich ({first} bis {until} und {second}).',
    en: 'two absences overlap ({first} until {until} and {second})',
  },
  absenceEndsBeforeItStarts: {
    de: 'Die Abwesenheit endet am {until}, bevor sie beginnt.',
    en: 'the absence ends on {until}, before it starts',
  },
  wishOutsidePlan: {
    de: 'Der Wunsch liegt außerhalb des Plans ({first} bis {last}).',
    en: 'the wish lies outside the plan ({first} to {last})',
  },
  activityUnknownGuest: {
    de: 'Zum Termin „{activity}“ ist eine Person eingeladen, die nicht im Plan steht.',
    en: 'a person who is not in the plan is invited to "{activity}"',
  },
  activityOutsideOpening: {
    de: 'Der Termin „{activity}“ liegt außerhalb der Öffnungszeiten.',
    en: '"{activity}" lies outside the opening hours',
  },
  activitiesOverlap: {
    de: 'Die Termine „{first}“ und „{second}“ überschneiden sich für dieselbe Person.',
    en: '"{first}" and "{second}" overlap for the same person',
  },
  pinUnknown: {
    de: 'Die Festlegung nennt Person, Tag oder Schichtmodell, die es nicht gibt.',
    en: 'the pin names a person, day or pattern that does not exist',
  },
  employmentEndsBeforeItStarts: {
    de: 'Die Beschäftigung endet am {until}, bevor sie beginnt.',
    en: 'the employment ends on {until}, before it starts',
  },
  pinOutsideEmployment: {
    de: 'Eine Schicht ist an einem Tag außerhalb der Beschäftigung ({from} – {until}) festgelegt.',
    en: 'a shift is pinned on a day outside the employment ({from} – {until})',
  },
  pinOnAbsence: {
    de: 'Eine Schicht ist an einem Tag der Abwesenheit ({absence}) festgelegt.',
    en: 'a shift is pinned on a day of absence ({absence})',
  },
  pinOutsideOpening: {
    de: 'Eine Schicht ist außerhalb der Öffnungszeiten festgelegt.',
    en: 'a shift is pinned outside the opening hours',
  },
  patternBreakTooShort: {
    de: 'Schichtmodell „{pattern}“: {found} Minuten Pause, nötig sind {allowed}.',
    en: 'pattern "{pattern}": {found} minutes of break, {allowed} are required',
  },
  patternNeverFits: {
    de: 'Schichtmodell „{pattern}“ passt an keinem Tag in die Öffnungszeiten.',
    en: 'pattern "{pattern}" fits into the opening hours of no day',
  },
  demandOutsideOpening: {
    de: 'Bedarf für „{group}“ außerhalb der Öffnungszeiten.',
    en: 'demand for "{group}" outside the opening hours',
  },
  demandUnknownGroup: {
    de: 'Bedarf für die unbekannte Gruppe „{group}“.',
    en: 'demand for the unknown group "{group}"',
  },
  demandWrongLength: {
    de: 'Der Bedarf für „{group}“ braucht {days} Tage mit je {perDay} Werten.',
    en: 'the demand for "{group}" needs {days} days of {perDay} values each',
  },
  planTooLong: {
    de: 'Der Plan hat {found} Tage, höchstens {allowed} sind möglich.',
    en: 'the plan has {found} days, at most {allowed} are possible',
  },
  patternTwice: {
    de: 'Das Schichtmodell „{id}“ gibt es zweimal.',
    en: 'there are two patterns "{id}"',
  },
  groupTwice: {
    de: 'Die Gruppe „{id}“ gibt es zweimal.',
    en: 'there are two groups "{id}"',
  },
  demandTwice: {
    de: 'Den Bedarf für „{id}“ gibt es zweimal.',
    en: 'there are two demands for "{id}"',
  },
  contractTwice: {
    de: 'Den Vertrag „{id}“ gibt es zweimal ({held}).',
    en: 'there are two contracts "{id}" ({held})',
  },
  contractRunsReversed: {
    de: 'Vertrag „{contract}“ ({held}): mindestens {found} Arbeitstage am Stück sind mehr als die höchstens {allowed}.',
    en: 'contract "{contract}" ({held}): at least {found} working days in a row are more than the at most {allowed}',
  },
  demandAbsurd: {
    de: 'Bedarf für „{group}“ um {time} Uhr: {found} Personen, möglich sind 0 bis {allowed}.',
    en: 'demand for "{group}" at {time}: {found} people, 0 to {allowed} are possible',
  },
  seatsOfNobody: {
    de: 'Mindestbesetzung für „{city}“: Aus dieser Stadt ist niemand im Plan (vorhanden: {cities}).',
    en: 'minimum seats of "{city}": nobody in the plan is from that city (there are: {cities})',
  },
  skillEndsBeforeItStarts: {
    de: 'Die Qualifikation „{skill}“ endet am {until}, bevor sie beginnt.',
    en: 'the skill "{skill}" ends on {until}, before it starts',
  },
  availabilityReversed: {
    de: 'Die Verfügbarkeit an Wochentag {weekday} (1 = Montag) endet um {end} Uhr, bevor sie um {start} Uhr beginnt.',
    en: 'the availability on weekday {weekday} (1 = Monday) ends at {end}, before it starts at {start}',
  },
  wishReversed: {
    de: 'Der Wunsch endet um {end} Uhr, bevor er um {start} Uhr beginnt.',
    en: 'the wish ends at {end}, before it starts at {start}',
  },
  wishesContradict: {
    de: 'Für diesen Tag sind frei und Arbeit zugleich gewünscht.',
    en: 'a day off and work are wished for on the same day',
  },
  pastInPlan: {
    de: 'Ein Tag vor dem Plan kann nicht in ihm liegen (erster Tag: {first}).',
    en: 'a day before the plan cannot lie in it (first day: {first})',
  },
  pinUnknownGroup: {
    de: 'Die Festlegung nennt die unbekannte Gruppe „{group}“ (vorhanden: {groups}).',
    en: 'the pin names the unknown group "{group}" (there are: {groups})',
  },
  pinWithoutSkill: {
    de: 'Eine Schicht für „{group}“ ist an einem Tag festgelegt, an dem die Person nicht die nötige Qualifikation hat ({required}).',
    en: 'a shift for "{group}" is pinned on a day on which the person does not hold the required skill ({required})',
  },
  pinsContradict: {
    de: 'Für diesen Tag ist zweierlei festgelegt ({first} und {second}).',
    en: 'two different things are pinned for the same day ({first} and {second})',
  },
  pinnedOffAndShift: {
    de: 'Für diesen Tag sind ein freier Tag und eine Schicht ({shift}) festgelegt.',
    en: 'a day off and a shift ({shift}) are pinned for the same day',
  },
};
