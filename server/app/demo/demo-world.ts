import {
  expectedDays,
  type GeneratedHistory,
  generateHistory,
  type IntervalRecord,
  JOINT_CENTRE_CITIES,
} from '../../../forecasting/history/index.ts';
import {
  addDays,
  bridgeDays,
  dateAt,
  daySpan,
  instant,
  type Instant,
  MINUTE_MS,
  type PlainDate,
  type SpecialDay,
} from '../../../forecasting/time/index.ts';
import { nrwSpecialDays } from '../../platform/calendar/nrw-calendar.ts';
import type { DayScenario, Span } from '../../telephony/simulator/day-scenario.ts';
import { demoScenario } from '../../telephony/simulator/demo-scenario.ts';
import { simulateDay } from '../../telephony/simulator/simulate-day.ts';
import type { AgentName, CallEvent } from '../../live/events/call-event.ts';
import { queueName, sourceId } from '../../live/events/call-id.ts';
import { DEMO_SOURCE, DEMO_ZONE } from './demo-centre.ts';

/** The one seed of everything that the demonstration makes up. */
const DEMO_SEED = 115;
const HISTORY_DAYS = 731;

/** Head-counts of the three groups; together a little more than are on duty on a Monday. */
export const demoGroups: Readonly<Record<string, { readonly letter: string; readonly size: number }>> = {
  koeln: { letter: 'K', size: 46 },
  bonn: { letter: 'B', size: 17 },
  leverkusen: { letter: 'L', size: 11 },
};

/** Share of the handle time that comes after the call. */
const WRAP_UP_SHARE = 0.2;
const PATIENCE_SECONDS = 180;
const FIRST_CONTACT_SHARE = 0.83;

/** First day of the made-up past of a house that is opened on this day: two years before. */
export function demoHistoryBegins(today: PlainDate): PlainDate {
  return addDays(today, -HISTORY_DAYS);
}

/**
 * Quarter hours of the made-up past up to the day before `today`.
 *
 * @param from its first day: the same beginning gives the same past, however far it goes on
 */
export function demoHistory(from: PlainDate, today: PlainDate): readonly IntervalRecord[] {
  const plan: GeneratedHistory = {
    from,
    to: addDays(today, -1),
    zone: DEMO_ZONE,
    cities: citiesWithLostDay(from),
    specialDays: specialDaysOf(from, today),
    seed: DEMO_SEED,
  };
  return generateHistory(plan);
}

/**
 * Everything that happens on a day of the demonstration, the same at every start.
 *
 * @param awayOf when somebody is not there, by the agent's name
 */
export function demoEvents(
  date: PlainDate,
  awayOf: (agent: AgentName) => readonly Span[] = () => [],
): readonly CallEvent[] {
  const scenario = scenarioOf(date);
  return simulateDay({
    ...scenario,
    agents: scenario.agents.map((agent) => ({ ...agent, away: awayOf(agent.name) })),
  });
}

/**
 * Agents whom the simulated day has at their desks, as planned: in their shift and not on a break. Stands for the roster
 * where none is published.
 */
export function simulatedPresence(startsAt: Instant): number {
  const middle = startsAt + 7.5 * MINUTE_MS;
  const within = ({ from, to }: Span): boolean => from <= middle && middle < to;
  return scenarioOf(dateAt(startsAt, DEMO_ZONE)).agents.filter(
    ({ shift, breaks }) => within(shift) && !breaks.some(within),
  ).length;
}

let recent: DayScenario | undefined;

/** The scenario of a day; the one asked for last is remembered. */
function scenarioOf(date: PlainDate): DayScenario {
  if (recent?.day.date !== date) recent = makeScenario(date);
  return recent;
}

function makeScenario(date: PlainDate): DayScenario {
  const day = daySpan(date, DEMO_ZONE);
  const expected = expectedDays(
    {
      from: addDays(date, -HISTORY_DAYS),
      cities: JOINT_CENTRE_CITIES,
      specialDays: specialDaysOf(addDays(date, -60), date),
    },
    date,
  ).map(({ queue, calls, openMinute, slotMinutes, handleSeconds }) => ({
    queue: queueName(queue),
    letter: demoGroups[queue]?.letter ?? queue.slice(0, 1).toUpperCase(),
    groupSize: demoGroups[queue]?.size ?? 10,
    arrivals: calls.map((expectedCalls, slot) => ({
      from: instant(day.start + (openMinute + slot * slotMinutes) * MINUTE_MS),
      to: instant(day.start + (openMinute + (slot + 1) * slotMinutes) * MINUTE_MS),
      expectedCalls,
    })),
    talkSeconds: handleSeconds * (1 - WRAP_UP_SHARE),
    wrapUpSeconds: handleSeconds * WRAP_UP_SHARE,
    patienceSeconds: PATIENCE_SECONDS,
    firstContactShare: FIRST_CONTACT_SHARE,
  }));
  return demoScenario(sourceId(DEMO_SOURCE), day, DEMO_SEED, expected);
}

function specialDaysOf(from: PlainDate, to: PlainDate): readonly SpecialDay[] {
  const days = nrwSpecialDays(Number(from.slice(0, 4)), Number(to.slice(0, 4)));
  return [...days, ...bridgeDays(days)];
}

/** One city's records of one day are lost, as happens to everybody: a Tuesday half a year ago. */
function citiesWithLostDay(from: PlainDate): GeneratedHistory['cities'] {
  const lost = addDays(from, Math.round(0.75 * HISTORY_DAYS));
  return JOINT_CENTRE_CITIES.map((city) => (city.queue === 'bonn' ? { ...city, missingDays: [lost] } : city));
}
