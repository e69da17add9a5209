import { describe, expect, it } from 'vitest';
import { bookAgentTime } from '../../../../server/live/state/book-agent-time.ts';
import { applyEvent } from '../../../../server/live/state/apply-event.ts';
import { countingRules } from '../../../../server/live/state/counting-rules.ts';
import { LEDGER_INTERVAL_MS } from '../../../../server/live/state/interval-ledger.ts';
import { newQueueState } from '../../../../server/live/state/queue-state.ts';
import { agentOf } from '../../../support/call-events.ts';
import { centre } from '../../../support/sample-centre.ts';

const T0 = Date.UTC(2026, 9, 26, 9, 0);
const HOUR = 3_600_000;

describe('agent time', () => {
  it('older than what is kept is forgotten, so that a year takes no more memory than a week', () => {
    const rules = countingRules(centre());
    const state = newQueueState(rules);
    const agent = agentOf('Agent 01');
    applyEvent(state, agent.signedIn(T0, 'koeln'));
    applyEvent(state, agent.paused(T0 + HOUR, 'koeln'));
    bookAgentTime(state);
    expect(state.agentTime.size).toBe(4);
    applyEvent(state, agent.resumed(T0 + rules.keepMs, 'koeln'));
    applyEvent(state, agent.paused(T0 + rules.keepMs + HOUR, 'koeln'));
    bookAgentTime(state);
    const oldest = Math.min(...state.agentTime.keys()) * LEDGER_INTERVAL_MS;
    expect(oldest).toBe(T0 + HOUR - LEDGER_INTERVAL_MS);
  });
});
