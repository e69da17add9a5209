import { beforeEach, expect, it } from 'vitest';
import {
  daySpan,
  HOUR_MS,
  instant,
  type Instant,
  MINUTE_MS,
  plainDate,
} from '../../../../forecasting/time/index.ts';
import { boardAt } from '../../../../server/live/board/board-at.ts';
import { newBoardMemory } from '../../../../server/live/board/board-memory.ts';
import { NO_PLAN } from '../../../../server/live/board/day-plan.ts';
import type { Agent } from '../../../../server/contract/people.ts';
import type { Board } from '../../../../server/contract/wall.ts';
import type { CityForecast } from '../../../../server/planning/forecast/city-forecast.ts';
import { outlookOfDay } from '../../../../server/planning/intraday/outlook-of-day.ts';
import { planOfDay } from '../../../../server/planning/intraday/plan-of-day.ts';
import { PresenceSamples } from '../../../../server/planning/intraday/presence-samples.ts';
import { steeringOfDay } from '../../../../server/planning/intraday/ranked-moves.ts';
import { staffDay } from '../../../../server/planning/intraday/staff-day.ts';
import { demoCentre } from '../../../../server/app/demo/demo-centre.ts';
import { addAbsence } from '../../../../server/organisation/people/absence-store.ts';
import { saveAgents } from '../../../../server/organisation/people/agent-store.ts';
import { replaceDuties } from '../../../../server/planning/published/duty-store.ts';
import { expectedPresence } from '../../../../server/planning/today/expected-presence.ts';
import { PlannedNow } from '../../../../server/planning/today/planned-now.ts';
import { countingRules } from '../../../../server/live/state/counting-rules.ts';
import { newQueueState } from '../../../../server/live/state/queue-state.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import { addPeople, agent } from '../../../support/desk-server.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';
import { expectedDays } from '../../../../server/planning/intraday/expected-day.ts';
import { type OutlookOfDayInput, restOfDay } from '../../../../server/planning/intraday/rest-of-day.ts';

const outlookOf = (input: OutlookOfDayInput) => outlookOfDay(restOfDay(input));
const steeringOf = (input: OutlookOfDayInput) => steeringOfDay(restOfDay(input));

const DAY = plainDate('2026-11-24');
const ZONE = 'Europe/Berlin';
const OPEN = daySpan(DAY, ZONE).start + 7 * HOUR_MS;
const NOW = instant(OPEN + 5 * MINUTE_MS);
const SLOTS = 44;
const PEOPLE = 74;
const SICK = 35;
const centre = demoCentre(DAY);

const people: readonly Agent[] = Array.from({ length: PEOPLE }, (_, at) => ({
  ...agent(`P-${at}`, 'koeln'),
  skills: ['koeln', ...(at % 2 === 0 ? ['bonn'] : []), ...(at % 3 === 0 ? ['leverkusen'] : [])].map(
    (city) => ({
      city,
      from: null,
      until: null,
    }),
  ),
}));
const idOf = (at: number): string => people[at]?.id ?? '';

const forecasts: readonly CityForecast[] = Object.entries({ koeln: 150, bonn: 45, leverkusen: 25 }).map(
  ([city, calls]) => ({
    city,
    date: DAY,
    startsAt: Array.from({ length: SLOTS }, (_, slot) => instant(OPEN + slot * 15 * MINUTE_MS)),
    forecast: {
      date: DAY,
      mean: new Float64Array(SLOTS).fill(calls),
      spread: { kind: 'count', dispersion: 1.3, dayCv: 0.05, driftCv: 0.03, driftCorrelation: 0.9 },
    },
    misses: [],
    averageHandleTimeSeconds: new Array<number>(SLOTS).fill(210),
  }),
);

function board(): Board {
  const state = newQueueState(countingRules(centre));
  const feed: Board['feed'] = { state: 'live', reason: null, lastHeardAt: NOW, sources: [] };
  return boardAt({ centre, state, plan: NO_PLAN, feed, clockKind: 'real' }, 'all', NOW, newBoardMemory());
}

describeOnBothEngines('a morning on which 35 of 74 people are sick', (engine) => {
  let db: Db;
  let planned: PlannedNow;

  beforeEach(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, centre, []);
    await saveAgents(db, people);
    await replaceDuties(
      db,
      { from: DAY, until: DAY },
      people.map(({ id }) => ({
        agentId: id,
        day: DAY,
        body: {
          startMinute: 420,
          endMinute: 1080,
          breaks: [],
          activities: [],
          group: 'koeln',
          pattern: 'long',
          cities: ['koeln'],
        },
      })),
      1,
      NOW,
    );
    planned = new PlannedNow(db, ZONE);
    await planned.refresh(NOW);
  });

  async function fallSick(): Promise<void> {
    for (let at = 0; at < SICK; at += 1)
      await addAbsence(db, { agentId: idOf(at), kind: 'sick', from: DAY, until: DAY }, null, NOW);
    await planned.refresh(NOW);
  }

  const day = () => ({
    centre,
    days: expectedDays(forecasts, () => undefined),
    plannedIn: (startsAt: Instant) => planned.plannedIn(startsAt),
    expectedIn: (startsAt: Instant, city?: string) => planned.expectedIn(startsAt, city),
  });
  const rest = () => ({ ...day(), board: board(), now: NOW, duties: planned.dutiesOn(DAY) });

  async function chart() {
    const presence = await expectedPresence(db, DAY, ZONE);
    return staffDay({
      board: board(),
      wholeBoard: board(),
      plan: { ...NO_PLAN, ...planOfDay(day()) },
      zone: ZONE,
      now: NOW,
      presence: new PresenceSamples(),
      planned: presence.planned,
      expected: presence.expected,
    });
  }

  it('promises nothing that the people who are there cannot keep', async () => {
    expect(outlookOf(rest())?.holdsProbability).toBeGreaterThan(0.9);
    await fallSick();
    expect(outlookOf(rest())?.holdsProbability).toBeLessThan(0.1);
    for (const { holdsProbability } of steeringOf(rest())?.cities ?? [])
      expect(holdsProbability).toBeLessThan(0.5);
  });

  it('reckons the outlook with the very line that the chart below it shows', async () => {
    await fallSick();
    const { joint, startsAt, intervalMinutes } = await chart();
    const expected = joint.expected.map((_, at) =>
      planned.expectedIn(instant(startsAt + at * intervalMinutes * MINUTE_MS)),
    );
    expect(joint.expected).toEqual(expected);
    expect(new Set(expected)).toEqual(new Set([PEOPLE - SICK]));
    expect(new Set(joint.planned)).toEqual(new Set([PEOPLE]));
  });

  it('asks nobody who is sick to move a break or to stay', async () => {
    await fallSick();
    expect(planned.dutiesOn(DAY)).toHaveLength(PEOPLE - SICK);
  });

  it('counts for a city who may take its calls, as present people are counted, and not only its own group', async () => {
    const { cities } = await chart();
    expect(cities['bonn']?.expected[10]).toBe(people.filter((_, at) => at % 2 === 0).length);
    await fallSick();
    expect((await chart()).cities['bonn']?.expected[10]).toBe(
      people.filter((_, at) => at >= SICK && at % 2 === 0).length,
    );
  });

  it('tells whoever plans the day at once', async () => {
    let told = 0;
    planned.onChange(() => (told += 1));
    await fallSick();
    expect(told).toBe(1);
  });
});
