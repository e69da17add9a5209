import { instant, type Instant } from '../../forecasting/time/instant.ts';
import { seededRandom } from '../../forecasting/maths/seeded.ts';
import { applyEvent } from '../../server/live/state/apply-event.ts';
import { countingRules } from '../../server/live/state/counting-rules.ts';
import { newQueueState } from '../../server/live/state/queue-state.ts';
import type { CallEvent } from '../../server/live/events/call-event.ts';
import {
  agentName,
  callerHash,
  callId,
  eventKey,
  queueName,
  sourceId,
} from '../../server/live/events/call-id.ts';
import { centre } from '../support/sample-centre.ts';
import { heapMegabytes, type Bench } from './bench.ts';

const EVENTS = 10_000_000;
/** Small, so that the events themselves die young, as they do behind a socket. */
const CHUNK = 2_000;
const SAMPLE_EVERY = 2_000_000;
const LEAST_PER_SECOND = 500_000;
/** A surge day: 26,000 calls in eleven hours; then thirteen hours of night. */
const CALLS_A_DAY = 26_000;
const OPEN_MS = 11 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

const pbx = sourceId('pbx');
const queues = ['koeln', 'bonn', 'leverkusen'].map(queueName);
const agents = Array.from({ length: 130 }, (_, index) => agentName(`Agent ${index}`));

/**
 * Calls as they come when every day is a surge day, with all that is told about them. The events are written out field
 * by field: an object that is spread before further fields gets a hidden class of its own, and thousands of those make
 * more garbage than the whole reducer.
 */
function* surge(): Generator<CallEvent> {
  const random = seededRandom(3);
  const start = Date.UTC(2026, 0, 5, 6, 0);
  const source = pbx;
  const visit = 0;
  for (let number = 0; ; number += 1) {
    const day = Math.floor(number / CALLS_A_DAY);
    const at = whole(start + day * DAY_MS + ((number % CALLS_A_DAY) / CALLS_A_DAY) * OPEN_MS);
    const call = callId(`call-${number}`);
    const queue = queues[number % queues.length] ?? queueName('koeln');
    const agent = agents[number % agents.length] ?? agentName('Agent 0');
    const caller = callerHash(`hash-${Math.floor(random() * 400_000)}`);
    const left = whole(at + random() * 60_000);
    yield { kind: 'CallEntered', source, key: eventKey(`${number}e`), at, call, queue, visit, caller };
    const waitSeconds = null;
    if (random() < 0.15) {
      const key = eventKey(`${number}b`);
      yield { kind: 'CallAbandoned', source, key, at: left, call, queue, visit, waitSeconds };
      continue;
    }
    const answered = eventKey(`${number}a`);
    yield { kind: 'CallAnswered', source, key: answered, at: left, call, queue, visit, agent, waitSeconds };
    yield {
      kind: 'CallCompleted',
      source,
      key: eventKey(`${number}c`),
      at: whole(left + 180_000),
      call,
      queue,
      visit,
      agent,
      endedBy: 'caller',
      talkSeconds: null,
      holdSeconds: null,
      wrapUpSeconds: 30,
    };
    yield {
      kind: 'CallClassified',
      source,
      key: eventKey(`${number}k`),
      at: whole(left + 190_000),
      call,
      closingCode: 'x',
      solvedAtFirstContact: random() < 0.8,
      wrongNumber: false,
    };
  }
}

function whole(at: number): Instant {
  return instant(Math.floor(at));
}

/**
 * The least that any state of calls must do, as a peer in the same run: remember one small object under a fresh name,
 * forget another. Says how fast this machine is right now.
 */
function leastWork(operations: number): number {
  const calls = new Map<string, { readonly at: number; readonly wait: number }>();
  const before = process.cpuUsage();
  for (let number = 0; number < operations; number += 1) {
    calls.set(`call-${number}`, { at: number, wait: number * 1.5 });
    calls.delete(`call-${number - CALLS_A_DAY}`);
  }
  const { user, system } = process.cpuUsage(before);
  return operations / ((user + system) / 1e6);
}

/** Only the reducer is timed; events are made between the timed chunks, because sources make them elsewhere. */
async function run() {
  const events = surge();
  let state = newQueueState(countingRules(centre()));
  let micros = 0;
  const heap: { readonly megabytes: number; readonly calls: number }[] = [];
  for (let done = 0; done < EVENTS; done += CHUNK) {
    const chunk: CallEvent[] = [];
    while (chunk.length < CHUNK) {
      const next = events.next();
      if (next.done !== true) chunk.push(next.value);
    }
    const before = process.cpuUsage();
    for (const event of chunk) state = applyEvent(state, event);
    const { user, system } = process.cpuUsage(before);
    micros += user + system;
    chunk.length = 0;
    if ((done + CHUNK) % SAMPLE_EVERY !== 0) continue;
    heap.push({ megabytes: heapMegabytes(), calls: state.sources.get(pbx)?.calls.size ?? 0 });
  }
  const perSecond = EVENTS / (micros / 1e6);
  const least = leastWork(3_000_000);
  const [early, late] = [heap[1], heap.at(-1)];
  if (early === undefined || late === undefined) throw new Error('the run was too short to see memory grow');
  return [
    {
      work: `reducer, ${EVENTS / 1e6} million events`,
      measured: `${Math.round(perSecond).toLocaleString('en')} events per CPU second`,
      against: `${LEAST_PER_SECOND.toLocaleString('en')} at least`,
      ratio: (perSecond / LEAST_PER_SECOND).toFixed(2),
    },
    {
      work: 'reducer beside one Map entry per event',
      measured: `${Math.round(perSecond).toLocaleString('en')} events per CPU second`,
      against: `${Math.round(least).toLocaleString('en')} entries made and dropped`,
      ratio: (perSecond / least).toFixed(2),
    },
    {
      work: 'heap at the end, calls of the last day and a half in it',
      measured: `${late.megabytes.toFixed(0)} MB, ${late.calls.toLocaleString('en')} calls`,
      against: `${early.megabytes.toFixed(0)} MB, ${early.calls.toLocaleString('en')} calls after 4 million events`,
      ratio: (late.megabytes / early.megabytes).toFixed(2),
    },
  ];
}

export const bench: Bench = { title: 'Queue state: a surge day without end', run };
