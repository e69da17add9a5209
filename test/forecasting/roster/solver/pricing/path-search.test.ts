import fc from 'fast-check';
import { LawfulCalendar } from '../../../../../forecasting/roster/solver/model/lawful-calendar.ts';
import { describe, expect, it } from 'vitest';
import { AgentCalendar } from '../../../../../forecasting/roster/solver/pricing/agent-calendar.ts';
import {
  emptyDuties,
  OFF,
  ownCost,
  type DutyAgent,
  type DutyModel,
} from '../../../../../forecasting/roster/solver/model/duty-model.ts';
import { PathSearch } from '../../../../../forecasting/roster/solver/pricing/path-search.ts';

const DAYS = 7;
const KINDS = 2;

/** One person, a week of two kinds of shift, random prices and rules. */
const cases = fc.record({
  prices: fc.array(fc.integer({ min: -20, max: 20 }), { minLength: DAYS * KINDS, maxLength: DAYS * KINDS }),
  offCost: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: DAYS, maxLength: DAYS }),
  allowed: fc.array(fc.boolean(), { minLength: DAYS * KINDS, maxLength: DAYS * KINDS }),
  follows: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  minMinutes: fc.integer({ min: 0, max: 8 }).map((hours) => hours * 240),
  play: fc.integer({ min: 0, max: 6 }).map((hours) => hours * 240),
  maxRun: fc.integer({ min: 1, max: 5 }),
  minRun: fc.integer({ min: 1, max: 3 }),
  minOff: fc.integer({ min: 1, max: 3 }),
  maxWeekends: fc.integer({ min: 0, max: 1 }),
  maxDaysPerWeek: fc.integer({ min: 2, max: 7 }),
  daysBeforeInWeek: fc.integer({ min: 0, max: 3 }),
  monday: fc.integer({ min: 0, max: 6 }),
  caps: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })),
  before: fc.constantFrom('open', 'off', 'on'),
});

function modelOf(drawn: typeof cases extends fc.Arbitrary<infer T> ? T : never): DutyModel {
  const agent: DutyAgent = {
    name: 'A',
    allowed: Uint8Array.from(drawn.allowed, Number),
    workCost: Float64Array.from(drawn.prices),
    offCost: Float64Array.from(drawn.offCost),
    minMinutes: drawn.minMinutes,
    maxMinutes: drawn.minMinutes + drawn.play,
    maxRun: Math.max(drawn.maxRun, drawn.minRun),
    minRun: drawn.minRun,
    minOff: drawn.minOff,
    maxWeekends: drawn.maxWeekends,
    maxDaysPerWeek: drawn.maxDaysPerWeek,
    daysBeforeInWeek: drawn.maxDaysPerWeek < 7 ? drawn.daysBeforeInWeek : 0,
    maxOfKind: Int32Array.from(drawn.caps),
    before:
      drawn.before === 'open'
        ? { state: 'open' }
        : drawn.before === 'off'
          ? { state: 'off', run: 1 }
          : { state: 'on', run: 1, mayFollow: Uint8Array.from([1, 0]) },
  };
  return {
    days: DAYS,
    kinds: KINDS,
    minutes: Int32Array.from([480, 720]),
    mayFollow: Uint8Array.from(drawn.follows, Number),
    weekendDay: Uint8Array.from([0, 0, 0, 0, 0, 1, 2]),
    startsWeek: Uint8Array.from({ length: DAYS }, (_, day) => (day === drawn.monday ? 1 : 0)),
    variants: KINDS,
    variantKind: Int32Array.from([0, 1]),
    families: KINDS,
    familyKind: Int32Array.from([0, 1]),
    variantFamily: Int32Array.from([0, 1]),
    need: new Float64Array(0),
    under: new Float64Array(0),
    over: new Float64Array(0),
    coverStart: new Int32Array(DAYS * KINDS + 1),
    coverCell: new Int32Array(0),
    agents: [agent],
    fixedCost: 0,
  };
}

/** Tries all 3^7 calendars; judges each from its days, not by states, and as the searches that change single days do. */
function cheapestByTrying(model: DutyModel): number {
  const [agent] = model.agents;
  if (agent === undefined) return Infinity;
  const lawful = new LawfulCalendar(model);
  let best = Infinity;
  for (let code = 0; code < 3 ** DAYS; code++) {
    const duties = emptyDuties(model);
    for (let day = 0, rest = code; day < DAYS; day++, rest = Math.floor(rest / 3))
      duties[day] = (rest % 3) - 1;
    const isKept = isLawful(model, agent, Array.from(duties));
    if (isKept !== (isAllowed(agent, duties) && lawful.isLawful(agent, duties)))
      throw new Error(`the two judge ${duties.join()} differently`);
    if (isKept) best = Math.min(best, ownCost(model, agent, duties));
  }
  return best;
}

function isAllowed(agent: DutyAgent, duties: Iterable<number>): boolean {
  return [...duties].every((kind, day) => kind === OFF || agent.allowed[day * KINDS + kind] === 1);
}

function isLawful(model: DutyModel, agent: DutyAgent, duties: readonly number[]): boolean {
  const worked = duties.filter((kind) => kind !== OFF);
  const minutes = worked.reduce((sum, kind) => sum + (model.minutes[kind] ?? 0), 0);
  if (minutes < agent.minMinutes || minutes > agent.maxMinutes) return false;
  const monday = Math.max(0, model.startsWeek.lastIndexOf(1));
  const workedIn = (from: number, to: number): number =>
    duties.slice(from, to).filter((kind) => kind !== OFF).length;
  const firstWeek = workedIn(0, monday === 0 ? DAYS : monday);
  if (firstWeek > 0 && firstWeek + agent.daysBeforeInWeek > agent.maxDaysPerWeek) return false;
  if (monday > 0 && workedIn(monday, DAYS) > agent.maxDaysPerWeek) return false;
  if ([0, 1].some((kind) => worked.filter((each) => each === kind).length > (agent.maxOfKind[kind] ?? 0)))
    return false;
  if (!isAllowed(agent, duties)) return false;
  if ((duties[5] !== OFF || duties[6] !== OFF) && agent.maxWeekends < 1) return false;
  for (let day = 1; day < DAYS; day++) {
    const [last = OFF, next = OFF] = [duties[day - 1], duties[day]];
    if (last !== OFF && next !== OFF && model.mayFollow[last * KINDS + next] !== 1) return false;
  }
  const { before } = agent;
  if (before.state === 'on' && (duties[0] ?? OFF) !== OFF && before.mayFollow[duties[0] ?? 0] !== 1)
    return false;
  // The days before are put in front, so that runs are judged as a person sees them.
  const known = before.state === 'on' ? [true] : before.state === 'off' ? [false] : [];
  const days = [...known, ...duties.map((kind) => kind !== OFF)];
  for (let begin = 0; begin < days.length;) {
    let end = begin;
    while (end < days.length && days[end] === days[begin]) end++;
    const isEdge = end === days.length || (begin === 0 && before.state === 'open');
    const length = end - begin;
    if (days[begin] === true && length > agent.maxRun) return false;
    if (!isEdge && length < (days[begin] === true ? agent.minRun : agent.minOff)) return false;
    begin = end;
  }
  return true;
}

describe('the calendar search', () => {
  it('finds the same cost as trying every calendar, and a calendar that has it', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const model = modelOf(drawn);
        const [agent] = model.agents;
        if (agent === undefined) return;
        const answer = new AgentCalendar(model, agent, new PathSearch()).best(
          emptyDuties(model),
          0,
          DAYS,
          {
            price: new Float64Array(DAYS * KINDS),
            variant: Int16Array.from({ length: DAYS * KINDS }, (_, at) => at % KINDS),
          },
          { exact: true },
        );
        const best = cheapestByTrying(model);
        expect(answer?.cost ?? Infinity).toBe(best);
        expect(answer?.bound ?? Infinity).toBe(best);
        if (answer !== undefined) expect(isLawful(model, agent, Array.from(answer.duties))).toBe(true);
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});
