import { describe, expect, it } from 'vitest';
import { generateRosterProblem } from '../../../../forecasting/roster/benchmark/generate-problem.ts';
import type { ProblemIssueCode } from '../../../../forecasting/roster/validation/problem-issue.ts';
import { problemIssues } from '../../../../forecasting/roster/validation/problem-issues.ts';
import type { RosterProblem } from '../../../../forecasting/roster/model/problem.ts';
import { issueSentence } from '../../../../forecasting/roster/validation/words.ts';
import { addDays, plainDate } from '../../../../forecasting/time/plain-date.ts';
import { agent, contract, day, patterns, problemOf } from '../../../support/small-roster-problem.ts';

const usual = problemOf([agent('A', { city: 'koeln' }), agent('B')]);
const [demand] = usual.demand;
if (demand === undefined) throw new Error('no demand');
const pin = {
  kind: 'shift',
  agent: 'A',
  date: day(1),
  pattern: 'V8',
  startMinute: 480,
  group: 'koeln',
} as const;
const ofA = (changes: Parameters<typeof agent>[1]): RosterProblem => problemOf([agent('A', changes)]);
const wanting = (value: number): RosterProblem => ({
  ...usual,
  demand: [
    {
      ...demand,
      scheduledAgents: demand.scheduledAgents.map((row, index) => (index === 2 ? row.with(36, value) : row)),
    },
  ],
});
const nineWeeks = Array.from({ length: 63 }, (_, index) => ({
  date: day(index),
  open: { startMinute: 420, endMinute: 1260 },
  isHoliday: false,
}));
const required = 'nötig: koeln / bonn';

/** Per case the code and the German sentence that names it. */
const cases: Readonly<Record<string, readonly [ProblemIssueCode, RosterProblem, string]>> = {
  'a skill that no group of the plan asks for': [
    'agentWithoutSkill',
    ofA({ skills: [{ skill: 'kolen' }] }),
    `A, nötige Qualifikation: Die Person hat keine Qualifikation, mit der sie eingeplant werden könnte (vorhanden: kolen; ${required}).`,
  ],
  'an employment that ends before it starts': [
    'employmentEndsBeforeItStarts',
    ofA({ employment: { from: day(5), until: day(2) } }),
    'A, 2026-12-05, Beschäftigungszeit: Die Beschäftigung endet am 2026-12-02, bevor sie beginnt.',
  ],
  'a pin after the last day of employment': [
    'pinOutsideEmployment',
    { ...ofA({ employment: { until: day(0) } }), pins: [{ ...pin, date: day(1) }] },
    'A, 2026-12-01, Beschäftigungszeit: Eine Schicht ist an einem Tag außerhalb der Beschäftigung (… – 2026-11-30) festgelegt.',
  ],
  'a skill that ends before it starts': [
    'skillEndsBeforeItStarts',
    ofA({ skills: [{ skill: 'koeln' }, { skill: 'bonn', from: day(5), until: day(2) }] }),
    'A, 2026-12-05, nötige Qualifikation: Die Qualifikation „bonn“ endet am 2026-12-02, bevor sie beginnt.',
  ],
  'a contract longer than the law': [
    'contractTooLong',
    { ...usual, contracts: [{ ...contract, weeklyMinutes: 3000 }] },
    'vertragliche Arbeitszeit: Vertrag „full“ (A, B): 50 Stunden pro Woche sind mehr als die 48 des ArbZG.',
  ],
  'a contract day longer than the law': [
    'contractDayTooLong',
    { ...usual, contracts: [{ ...contract, maxDayMinutes: 720 }] },
    'Länge des Arbeitstags: Vertrag „full“ (A, B): 12 Stunden am Tag sind mehr als die 10 des ArbZG.',
  ],
  'runs of working days that exclude each other': [
    'contractRunsReversed',
    { ...usual, contracts: [{ ...contract, minRunDays: 6 }] },
    'einzelne Arbeitstage: Vertrag „full“ (A, B): mindestens 6 Arbeitstage am Stück sind mehr als die höchstens 5.',
  ],
  'one id for two contracts': [
    'contractTwice',
    { ...usual, contracts: [contract, contract] },
    'Den Vertrag „full“ gibt es zweimal (A, B).',
  ],
  'one id for two patterns': [
    'patternTwice',
    { ...usual, patterns: [...patterns, ...patterns.slice(0, 1)] },
    'Das Schichtmodell „V8“ gibt es zweimal.',
  ],
  'one id for two groups': [
    'groupTwice',
    { ...usual, groups: [...usual.groups, { id: 'bonn', skills: ['koeln'] }] },
    'Die Gruppe „bonn“ gibt es zweimal.',
  ],
  'two demands for a group': [
    'demandTwice',
    { ...usual, demand: [demand, demand] },
    'Den Bedarf für „koeln“ gibt es zweimal.',
  ],
  'demand of a million': [
    'demandAbsurd',
    wanting(1_000_000),
    '2026-12-02, Unterdeckung: Bedarf für „koeln“ um 09:00 Uhr: 1000000 Personen, möglich sind 0 bis 10000.',
  ],
  'demand without end': [
    'demandAbsurd',
    wanting(Infinity),
    '2026-12-02, Unterdeckung: Bedarf für „koeln“ um 09:00 Uhr: Infinity Personen, möglich sind 0 bis 10000.',
  ],
  'demand that is no number': [
    'demandAbsurd',
    wanting(NaN),
    '2026-12-02, Unterdeckung: Bedarf für „koeln“ um 09:00 Uhr: NaN Personen, möglich sind 0 bis 10000.',
  ],
  'seats of a city of nobody': [
    'seatsOfNobody',
    { ...usual, seats: [{ city: 'bonn', agents: 1, startMinute: 480, endMinute: 600 }] },
    'Mindestbesetzung der Stadt: Mindestbesetzung für „bonn“: Aus dieser Stadt ist niemand im Plan (vorhanden: koeln).',
  ],
  'availability that ends before it starts': [
    'availabilityReversed',
    ofA({ availability: [{ weekday: 5, spans: [{ startMinute: 960, endMinute: 480 }] }] }),
    'A, vereinbarte Verfügbarkeit: Die Verfügbarkeit an Wochentag 5 (1 = Montag) endet um 08:00 Uhr, bevor sie um 16:00 Uhr beginnt.',
  ],
  'a wish that ends before it starts': [
    'wishReversed',
    ofA({
      wishes: [{ kind: 'avoidWithin', date: day(1), span: { startMinute: 960, endMinute: 480 }, weight: 1 }],
    }),
    'A, 2026-12-01, Schichtwunsch: Der Wunsch endet um 08:00 Uhr, bevor er um 16:00 Uhr beginnt.',
  ],
  'a day off and work wished for at once': [
    'wishesContradict',
    ofA({
      wishes: [
        { kind: 'workWithin', date: day(1), span: { startMinute: 480, endMinute: 960 }, weight: 1 },
        { kind: 'dayOff', date: day(1), weight: 1 },
      ],
    }),
    'A, 2026-12-01, Wunschfrei: Für diesen Tag sind frei und Arbeit zugleich gewünscht.',
  ],
  'a day before the plan that lies in it': [
    'pastInPlan',
    ofA({ past: [{ date: day(1), startMinute: 480, endMinute: 990 }] }),
    'A, 2026-12-01: Ein Tag vor dem Plan kann nicht in ihm liegen (erster Tag: 2026-11-30).',
  ],
  'a plan of nine weeks': [
    'planTooLong',
    {
      ...usual,
      days: nineWeeks,
      demand: [{ group: 'koeln', scheduledAgents: nineWeeks.map(() => new Array<number>(96).fill(0)) }],
    },
    'Der Plan hat 63 Tage, höchstens 56 sind möglich.',
  ],
  'a pin of an unknown pattern': [
    'pinUnknown',
    { ...usual, pins: [{ ...pin, pattern: 'X' }] },
    'A, 2026-12-01, festgelegte Schicht: Die Festlegung nennt Person, Tag oder Schichtmodell, die es nicht gibt.',
  ],
  'a pin of an unknown group': [
    'pinUnknownGroup',
    { ...usual, pins: [{ ...pin, group: 'hamm' }] },
    'A, 2026-12-01, festgelegte Schicht: Die Festlegung nennt die unbekannte Gruppe „hamm“ (vorhanden: koeln, bonn).',
  ],
  'a pin without the skill': [
    'pinWithoutSkill',
    { ...usual, pins: [{ ...pin, group: 'bonn' }] },
    'A, 2026-12-01, nötige Qualifikation: Eine Schicht für „bonn“ ist an einem Tag festgelegt, an dem die Person nicht die nötige Qualifikation hat (bonn).',
  ],
  'a day off and a shift pinned at once': [
    'pinnedOffAndShift',
    { ...usual, pins: [pin, { kind: 'off', agent: 'A', date: day(1) }] },
    'A, 2026-12-01, festgelegte Schicht: Für diesen Tag sind ein freier Tag und eine Schicht (V8 08:00 koeln) festgelegt.',
  ],
  'two shifts pinned for one day': [
    'pinsContradict',
    { ...usual, pins: [pin, { ...pin, startMinute: 510 }] },
    'A, 2026-12-01, festgelegte Schicht: Für diesen Tag ist zweierlei festgelegt (V8 08:00 koeln und V8 08:30 koeln).',
  ],
};

describe('what makes no sense in a problem', () => {
  it.each(Object.entries(cases))('is named, and nothing else: %s', (_, [code, problem, sentence]) => {
    const issues = problemIssues(problem);
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(issues.map((issue) => issueSentence(issue, 'de'))).toEqual([sentence]);
    expect(issues.map((issue) => issueSentence(issue, 'en')).join()).not.toContain('?');
  });

  it('names some of many people who hold a contract, and how many more there are', () => {
    const many = problemOf(
      Array.from({ length: 11 }, (_, index) => agent(`A${index}`)),
      { contracts: [{ ...contract, weeklyMinutes: 3000 }] },
    );
    expect(problemIssues(many)[0]?.facts['held']).toBe('A0, A1, A2, A3, A4, A5, A6, A7, + 3');
  });

  it('is not what a person has who is away all the time, gets a skill within the plan, or is pinned twice alike', () => {
    const away = [{ from: day(-3), until: day(20), kind: 'leave' } as const];
    expect(problemIssues(ofA({ skills: [], absences: away }))).toEqual([]);
    expect(problemIssues(ofA({ skills: [{ skill: 'koeln', from: day(13) }] }))).toEqual([]);
    expect(problemIssues(ofA({ skills: [{ skill: 'koeln', until: day(-1) }] }))).toEqual([]);
    expect(problemIssues(ofA({ skills: [{ skill: 'koeln', from: day(14) }] }))).toEqual([]);
    expect(problemIssues(ofA({ skills: [], employment: { until: day(-1) } }))).toEqual([]);
    expect(problemIssues({ ...usual, pins: [pin, pin] })).toEqual([]);
  });

  it('is in no generated problem', () => {
    for (const seed of [1, 2, 3]) {
      const firstDay = addDays(plainDate('2026-10-05'), 7 * seed);
      expect(problemIssues(generateRosterProblem({ agents: 40, weeks: 8, seed, firstDay }))).toEqual([]);
    }
  });
});
