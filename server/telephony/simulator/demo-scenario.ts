import { seededRandom } from '../../../forecasting/maths/index.ts';
import { type DaySpan, SECOND_MS } from '../../../forecasting/time/index.ts';
import type { QueueName, SourceId } from '../../live/events/call-event.ts';
import { lognormal } from './distributions.ts';
import type { CityScenario, DayScenario, Span } from './day-scenario.ts';
import { simulatedShifts, simulatedTeam, type PresenceNeed } from './simulated-staff.ts';

/** Calls that one city's people are expected to make on the day that is played. */
export interface ExpectedDay {
  readonly queue: QueueName;
  readonly letter: string;
  /** Head-count of the group whose home this city is. */
  readonly groupSize: number;
  readonly arrivals: readonly (Span & { readonly expectedCalls: number })[];
  readonly talkSeconds: number;
  readonly wrapUpSeconds: number;
  readonly patienceSeconds: number;
  readonly firstContactShare: number;
}

/** How far a day as a whole strays from its forecast, measured at a bank's centre: the day factor's CV is 7 %. */
const DAY_FACTOR_DEVIATION = 0.06;
/** Breaks of minutes and short pauses take this share of the time at the desk; lunch is planned apart. */
const SHORT_BREAK_SHARE = 0.09;
/** Spare agents per root of the load (square-root staffing): contracts are mostly held, sometimes only just. */
const SPARE_PER_ROOT = 0.75;

/**
 * One day of the demonstration: the team is staffed for what was expected, the day brings a little more or less.
 *
 * @param seed of the whole demonstration; the day's own seed follows from it and the date
 */
export function demoScenario(
  source: SourceId,
  day: DaySpan,
  seed: number,
  expected: readonly ExpectedDay[],
): DayScenario {
  const daySeed = (Math.imul(seed, 2_654_435_761) + Number(day.date.replaceAll('-', ''))) | 0;
  const random = seededRandom(daySeed);
  const dayFactor = lognormal(random, 1, DAY_FACTOR_DEVIATION);
  const team = simulatedTeam(
    expected.map(({ queue, letter, groupSize }) => ({ queue, letter, agents: groupSize })),
  );
  return {
    source,
    day,
    seed: daySeed,
    cities: expected.map((city) => cityScenario(city, dayFactor)),
    agents: simulatedShifts(team, presenceNeed(expected), random),
  };
}

function cityScenario(city: ExpectedDay, dayFactor: number): CityScenario {
  return {
    queue: city.queue,
    arrivals: city.arrivals.map((interval) => ({
      ...interval,
      expectedCalls: interval.expectedCalls * dayFactor,
    })),
    talkSeconds: { mean: city.talkSeconds, deviation: city.talkSeconds * 0.9 },
    wrapUpSeconds: { mean: city.wrapUpSeconds, deviation: city.wrapUpSeconds * 0.6 },
    patienceSeconds: city.patienceSeconds,
    firstContactShare: city.firstContactShare,
  };
}

function presenceNeed(expected: readonly ExpectedDay[]): PresenceNeed {
  const intervals = expected[0]?.arrivals ?? [];
  const agents = intervals.map(({ from, to }, index) => {
    const load = expected.reduce((sum, city) => {
      const calls = city.arrivals[index]?.expectedCalls ?? 0;
      return sum + (calls * (city.talkSeconds + city.wrapUpSeconds) * SECOND_MS) / (to - from);
    }, 0);
    return load === 0 ? 0 : (load + SPARE_PER_ROOT * Math.sqrt(load) + 1) / (1 - SHORT_BREAK_SHARE);
  });
  return { intervals, agents };
}
