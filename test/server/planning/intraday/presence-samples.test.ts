import { describe, expect, it } from 'vitest';
import { instant, MINUTE_MS } from '../../../../forecasting/time/instant.ts';
import { PresenceSamples } from '../../../../server/planning/intraday/presence-samples.ts';
import { PresenceSoFar } from '../../../../server/planning/intraday/presence-so-far.ts';
import { applyLogged } from '../../../../server/live/state/apply-logged.ts';
import { countingRules } from '../../../../server/live/state/counting-rules.ts';
import { newQueueState } from '../../../../server/live/state/queue-state.ts';
import { EventLog } from '../../../../server/live/log/event-log.ts';
import type { CallEvent } from '../../../../server/live/events/call-event.ts';
import { agentName, eventKey, queueName, sourceId } from '../../../../server/live/events/call-id.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const NINE = instant(Date.UTC(2026, 10, 23, 8));

const reported = (minute: number) => ({
  source: sourceId('pbx'),
  key: eventKey(`event-${minute}`),
  at: instant(NINE + minute * MINUTE_MS),
});

const signsIn = (agent: string, minute: number): CallEvent => ({
  kind: 'AgentSignedIn',
  ...reported(minute),
  agent: agentName(agent),
  queue: queueName('koeln'),
});

const pauses = (agent: string, minute: number): CallEvent => ({
  kind: 'AgentPaused',
  ...reported(minute),
  agent: agentName(agent),
  queue: queueName('koeln'),
  reason: null,
});

describe('presence samples', () => {
  it('are the mean of one look a minute', () => {
    const state = newQueueState(countingRules(centre()));
    const samples = new PresenceSamples();
    samples.startAt(instant(NINE - 1));
    for (const event of [signsIn('K-001', 0), signsIn('K-002', 5), pauses('K-001', 10)]) {
      samples.lookUpTo(state, instant(event.at - 1));
      applyLogged(state, event, event.at);
    }
    samples.lookUpTo(state, instant(NINE + 14 * MINUTE_MS));
    // five minutes one, five minutes two, five minutes one
    expect(samples.presentIn(NINE, 'joint')).toBeCloseTo(20 / 15);
    expect(samples.presentIn(NINE, { city: 'koeln' })).toBeCloseTo(20 / 15);
    expect(samples.presentIn(NINE, { city: 'bonn' })).toBe(0);
  });

  it('know nothing of an interval in which nobody looked', () => {
    expect(new PresenceSamples().presentIn(NINE, 'joint')).toBeNull();
  });
});

describeOnBothEngines('presence so far', (engine) => {
  it('reads the morning from the log, also what was reported late, and goes on from there', async () => {
    const store = await engine.newStore();
    const log = new EventLog(store);
    const known = centre();
    const presence = new PresenceSoFar(store);
    await log.append([signsIn('K-001', 0)], NINE);
    const later = instant(NINE + 14 * MINUTE_MS);
    expect((await presence.upTo(known, later, later)).presentIn(NINE, 'joint')).toBe(1);
    await log.append([signsIn('K-002', 15)], later);
    const half = instant(NINE + 29 * MINUTE_MS);
    const samples = await presence.upTo(known, half, half);
    expect(samples.presentIn(NINE, 'joint')).toBe(1);
    expect(samples.presentIn(instant(NINE + 15 * MINUTE_MS), 'joint')).toBe(2);
    const anew = await new PresenceSoFar(store).upTo(known, half, half);
    expect(anew.presentIn(instant(NINE + 15 * MINUTE_MS), 'joint')).toBe(2);
  });

  it('takes nobody as present after the telephone system fell silent', async () => {
    const store = await engine.newStore();
    await new EventLog(store).append([signsIn('K-001', 0)], NINE);
    const heardUpTo = instant(NINE + 5 * MINUTE_MS);
    const samples = await new PresenceSoFar(store).upTo(centre(), instant(NINE + 60 * MINUTE_MS), heardUpTo);
    expect(samples.presentIn(NINE, 'joint')).toBe(1);
    expect(samples.presentIn(instant(NINE + 30 * MINUTE_MS), 'joint')).toBeNull();
  });
});
