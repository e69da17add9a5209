import type { DaySpan } from '../../forecasting/time/index.ts';
import type { ExpectedDay } from '../../server/telephony/simulator/demo-scenario.ts';
import { ordinaryArrivals, ordinaryCalls } from '../../server/telephony/simulator/ordinary-day.ts';
import { queueName } from '../../server/live/events/call-id.ts';

/** What the joint centre expects of a day without holidays and surprises. */
export function expectedOrdinaryDay(day: DaySpan): readonly ExpectedDay[] {
  return [
    { id: 'koeln', letter: 'K', groupSize: 44, calls: ordinaryCalls.koeln },
    { id: 'bonn', letter: 'B', groupSize: 16, calls: ordinaryCalls.bonn },
    { id: 'leverkusen', letter: 'L', groupSize: 10, calls: ordinaryCalls.leverkusen },
  ].map(({ id, letter, groupSize, calls }, index) => ({
    queue: queueName(id),
    letter,
    groupSize,
    arrivals: ordinaryArrivals(day, calls, index * 0.1),
    talkSeconds: 165,
    wrapUpSeconds: 40,
    patienceSeconds: 180,
    firstContactShare: 0.83,
  }));
}
