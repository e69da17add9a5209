import { describe, expect, it } from 'vitest';
import { daySpan, HOUR_MS, instant, MINUTE_MS, plainDate } from '../../../../forecasting/time/index.ts';
import { demoScenario } from '../../../../server/telephony/simulator/demo-scenario.ts';
import { simulateDay } from '../../../../server/telephony/simulator/simulate-day.ts';
import type { CallEvent, CallEventKind } from '../../../../server/live/events/call-event.ts';
import { queueName, sourceId } from '../../../../server/live/events/call-id.ts';
import { expectedOrdinaryDay } from '../../../support/ordinary-day.ts';

const source = sourceId('simulator');
const day = daySpan(plainDate('2026-11-24'), 'Europe/Berlin');
const scenario = demoScenario(source, day, 7, expectedOrdinaryDay(day));
const events = simulateDay(scenario);

function count(kind: CallEventKind, queue?: string): number {
  return events.filter(
    (event) => event.kind === kind && (queue === undefined || ('queue' in event && event.queue === queue)),
  ).length;
}

describe('the simulated day', () => {
  it('is the same for the same seed and another for another', () => {
    expect(simulateDay(scenario)).toEqual(events);
    expect(simulateDay({ ...scenario, seed: scenario.seed + 1 })).not.toEqual(events);
  });

  it('is told in order of time with keys that are never used twice', () => {
    expect(events.every(({ at }, index) => index === 0 || at >= (events[index - 1]?.at ?? 0))).toBe(true);
    expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
  });

  it('goes the same way up to the moment at which people fall ill, and without them from then on', () => {
    const noon = instant(day.start + 11 * HOUR_MS);
    const later = instant(noon + 2 * HOUR_MS);
    const ill = new Set(scenario.agents.filter((_, index) => index % 2 === 0).map(({ name }) => name));
    const away = [{ from: noon, to: later }];
    const without = simulateDay({
      ...scenario,
      agents: scenario.agents.map((agent) => (ill.has(agent.name) ? { ...agent, away } : agent)),
    });
    const before = events.filter(({ at }) => at < noon);
    expect(without.slice(0, before.length)).toEqual(before);
    const longTalk = 15 * MINUTE_MS;
    const answeredIll = without.filter(
      (event) => event.kind === 'CallAnswered' && ill.has(event.agent) && event.at > noon && event.at < later,
    );
    expect(answeredIll.filter(({ at }) => at > noon + longTalk)).toEqual([]);
    expect(
      without.some((event) => event.kind === 'CallAnswered' && ill.has(event.agent) && event.at > later),
    ).toBe(true);
    const never = simulateDay({
      ...scenario,
      agents: scenario.agents.map((agent) => ({ ...agent, away: [{ from: day.start, to: day.end }] })),
    });
    expect(never.filter(({ kind }) => kind === 'AgentSignedIn')).toEqual([]);
  });

  it('brings the volumes of the joint centre', () => {
    for (const [queue, calls] of Object.entries({ koeln: 3900, bonn: 1100, leverkusen: 600 })) {
      expect(count('CallEntered', queue)).toBeGreaterThan(calls * 0.8);
      expect(count('CallEntered', queue)).toBeLessThan(calls * 1.25);
    }
  });

  it('tells one end of every visit and leaves nobody waiting overnight', () => {
    for (const queue of ['koeln', 'bonn', 'leverkusen'])
      expect(count('CallEntered', queue)).toBe(
        count('CallAnswered', queue) + count('CallAbandoned', queue) + count('CallFlowedOut', queue),
      );
    expect(count('CallCompleted')).toBe(count('CallAnswered'));
    expect(count('WrapUpEnded')).toBe(count('CallAnswered'));
  });

  it('settles 80 to 85 % at first contact and asks some callers for a mark', () => {
    const closed = events.flatMap((event) =>
      event.kind === 'CallClassified' && !event.wrongNumber ? [event.solvedAtFirstContact] : [],
    );
    const solved = closed.filter((answer) => answer === true).length / closed.length;
    expect(solved).toBeGreaterThan(0.8);
    expect(solved).toBeLessThan(0.86);
    expect(count('SatisfactionGiven')).toBeGreaterThan(100);
    expect(count('SatisfactionAsked')).toBeGreaterThan(count('SatisfactionGiven'));
  });

  it('lets nobody answer who is not signed in, on break, or talking already, nor without the skill', () => {
    const skills = new Map(scenario.agents.map(({ name, queues }) => [name, queues]));
    const free = new Set<string>();
    const wrong: CallEvent[] = [];
    for (const event of events) {
      switch (event.kind) {
        case 'AgentSignedIn':
        case 'AgentResumed':
        case 'WrapUpEnded':
          free.add(event.agent);
          break;
        case 'AgentSignedOut':
        case 'AgentPaused':
          free.delete(event.agent);
          break;
        case 'CallAnswered':
          if (!free.delete(event.agent) || skills.get(event.agent)?.includes(event.queue) !== true)
            wrong.push(event);
          break;
        default:
      }
    }
    expect(wrong).toEqual([]);
    expect(free.size).toBe(0);
  });

  it('answers the caller who has waited longest first', () => {
    const waiting: string[] = [];
    const overtaken: string[] = [];
    const koeln = scenario.cities.filter(({ queue }) => queue === queueName('koeln'));
    for (const event of simulateDay({ ...scenario, cities: koeln })) {
      switch (event.kind) {
        case 'CallEntered':
          waiting.push(event.call);
          break;
        case 'AgentRung':
          if (waiting[0] !== event.call) overtaken.push(event.call);
          waiting.splice(waiting.indexOf(event.call), 1);
          break;
        case 'CallAbandoned':
        case 'CallFlowedOut':
          if (waiting.includes(event.call)) waiting.splice(waiting.indexOf(event.call), 1);
          break;
        default:
      }
    }
    expect(overtaken).toEqual([]);
  });

  it('names agents so that nobody takes them for persons', () => {
    expect(scenario.agents.every(({ name }) => /^[KBL]-\d{3}$/.test(name))).toBe(true);
    expect(scenario.agents.length).toBeGreaterThan(45);
    expect(scenario.agents.length).toBeLessThan(71);
  });

  it('gives half an hour to everybody who is there for more than six and a half hours', () => {
    const without = scenario.agents.filter(
      ({ shift, breaks }) =>
        shift.to - shift.from > 6.5 * 3_600_000 && !breaks.some(({ from, to }) => to - from === 30 * 60_000),
    );
    expect(without).toEqual([]);
  });

  it('holds the contracts roughly, over a week', () => {
    const week = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'].flatMap((date) => {
      const span = daySpan(plainDate(date), 'Europe/Berlin');
      return simulateDay(demoScenario(source, span, 7, expectedOrdinaryDay(span)));
    });
    const waits = week.flatMap((event) => (event.kind === 'CallAnswered' ? [event.waitSeconds ?? 0] : []));
    const abandoned = week.filter(({ kind }) => kind === 'CallAbandoned').length;
    const serviceLevel = waits.filter((wait) => wait <= 20).length / (waits.length + abandoned);
    expect(serviceLevel).toBeGreaterThan(0.72);
    expect(serviceLevel).toBeLessThan(0.95);
  });

  it('is empty on a day without calls', () => {
    const sunday = daySpan(plainDate('2026-11-22'), 'Europe/Berlin');
    expect(simulateDay(demoScenario(source, sunday, 7, expectedOrdinaryDay(sunday)))).toEqual([]);
  });
});
