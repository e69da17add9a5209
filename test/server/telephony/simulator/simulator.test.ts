import { describe, expect, it } from 'vitest';
import { daySpan, HOUR_MS, instant, type Instant, plainDate } from '../../../../forecasting/time/index.ts';
import { demoScenario } from '../../../../server/telephony/simulator/demo-scenario.ts';
import { simulateDay } from '../../../../server/telephony/simulator/simulate-day.ts';
import { SimulatorAdapter } from '../../../../server/telephony/simulator/simulator.ts';
import type { CallEvent } from '../../../../server/live/events/call-event.ts';
import { sourceId } from '../../../../server/live/events/call-id.ts';
import type { WayIn } from '../../../../server/live/log/way-in.ts';
import { expectedOrdinaryDay } from '../../../support/ordinary-day.ts';
import { eventually } from '../../../support/eventually.ts';

const source = sourceId('simulator');
const zone = 'Europe/Berlin';

function eventsOf(date: ReturnType<typeof plainDate>): readonly CallEvent[] {
  const day = daySpan(date, zone);
  return simulateDay(demoScenario(source, day, 7, expectedOrdinaryDay(day)));
}

/** A way in that remembers, and refuses as long as it is told to. */
class Remembering implements WayIn {
  readonly taken: CallEvent[] = [];
  refuse = false;
  heardAt: Instant | null = null;

  async accept(events: readonly CallEvent[]): ReturnType<WayIn['accept']> {
    if (this.refuse) throw new Error('disk full');
    this.taken.push(...events);
    return events.map(() => 'stored' as const);
  }

  heard(_source: unknown, at: Instant): void {
    this.heardAt = at;
  }

  troubled(): void {}
}

describe('the simulator adapter', () => {
  const tuesday = plainDate('2026-11-24');
  const morning = instant(daySpan(tuesday, zone).start + 9.7 * HOUR_MS);

  it('tells the whole morning at once and nothing of the afternoon', async () => {
    const wayIn = new Remembering();
    const adapter = new SimulatorAdapter({
      source,
      wayIn,
      clock: () => morning,
      zone,
      eventsOf,
      onRefused: () => undefined,
    });
    const expected = eventsOf(tuesday).filter(({ at }) => at <= morning);
    adapter.start();
    await eventually(() => expect(wayIn.taken).toHaveLength(expected.length));
    await adapter.stop();
    expect(wayIn.taken).toEqual(expected);
    expect(wayIn.heardAt).toBe(morning);
  });

  it('tells the rest of a day as it is now, and nothing twice', async () => {
    const wayIn = new Remembering();
    let now = morning;
    let ill = false;
    const adapter = new SimulatorAdapter({
      source,
      wayIn,
      clock: () => now,
      zone,
      eventsOf: (date) =>
        eventsOf(date).filter(({ at, kind }) => !ill || at <= morning || kind !== 'CallEntered'),
      onRefused: () => undefined,
    });
    const told = eventsOf(tuesday).filter(({ at }) => at <= morning);
    adapter.start();
    await eventually(() => expect(wayIn.taken).toHaveLength(told.length));
    ill = true;
    adapter.renew();
    now = instant(now + HOUR_MS);
    await eventually(() => expect(wayIn.taken.length).toBeGreaterThan(told.length + 50));
    await adapter.stop();
    expect(wayIn.taken.slice(told.length).some(({ kind }) => kind === 'CallEntered')).toBe(false);
    expect(new Set(wayIn.taken.map(({ key }) => key)).size).toBe(wayIn.taken.length);
  });

  it('goes on with the next day after midnight', async () => {
    const wayIn = new Remembering();
    let now = instant(daySpan(tuesday, zone).end - 1);
    const adapter = new SimulatorAdapter({
      source,
      wayIn,
      clock: () => now,
      zone,
      eventsOf,
      onRefused: () => undefined,
    });
    adapter.start();
    const first = eventsOf(tuesday).length;
    await eventually(() => expect(wayIn.taken).toHaveLength(first));
    now = instant(now + 8 * HOUR_MS);
    await eventually(() => expect(wayIn.taken.length).toBeGreaterThan(first + 100));
    await adapter.stop();
    expect(wayIn.taken[first]?.key).toBe('2026-11-25:0');
  });

  it('tells again what the store refused, and loses nothing', async () => {
    const wayIn = new Remembering();
    wayIn.refuse = true;
    let refusals = 0;
    const adapter = new SimulatorAdapter({
      source,
      wayIn,
      clock: () => morning,
      zone,
      eventsOf,
      onRefused: () => {
        refusals += 1;
        wayIn.refuse = false;
      },
    });
    const expected = eventsOf(tuesday).filter(({ at }) => at <= morning);
    adapter.start();
    await eventually(() => expect(wayIn.taken).toHaveLength(expected.length));
    await adapter.stop();
    expect(refusals).toBe(1);
    expect(new Set(wayIn.taken.map(({ key }) => key)).size).toBe(expected.length);
  });
});
