import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyEvent } from '../../../../server/live/state/apply-event.ts';
import { rulesOfRecording } from '../../../../server/live/state/counting-rules.ts';
import { newQueueState } from '../../../../server/live/state/queue-state.ts';
import { queueFigures, repairsSoFar, signedInAgents } from '../../../../server/live/state/state-figures.ts';
import type { CallEvent } from '../../../../server/live/events/call-event.ts';

/** Each folder is one report of a day that was hard to count: its events, and what is right. */
const traces = join(import.meta.dirname, '../../../fixtures/traces');

describe('a trace', () => {
  it.each(readdirSync(traces))('%s is counted as its folder says', (name) => {
    const events = readFileSync(join(traces, name, 'events.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
      .filter(isEvent);
    const expected: unknown = JSON.parse(readFileSync(join(traces, name, 'expected.json'), 'utf8'));
    const state = events.reduce(applyEvent, newQueueState(rulesOfRecording()));
    const figures = {
      queues: Object.fromEntries(
        queueFigures(state).map(({ queue, totals }) => [
          queue,
          Object.fromEntries(
            Object.entries(totals).filter(([, value]) => typeof value === 'number' && value > 0),
          ),
        ]),
      ),
      agents: signedInAgents(state).map(({ agent, signedIn, paused }) => ({ agent, signedIn, paused })),
      repairs: repairsSoFar(state),
    };
    expect(figures).toEqual(expected);
  });
});

function isEvent(value: unknown): value is CallEvent {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
