import { instant, type Instant } from '../../forecasting/time/instant.ts';
import { seededRandom } from '../../forecasting/random/seeded.ts';
import { applyEvent } from '../../server/queue/apply-event.ts';
import { countingRules } from '../../server/queue/counting-rules.ts';
import { newQueueState } from '../../server/queue/queue-state.ts';
import type { CallEvent } from '../../server/telephony/call-event.ts';
import {
  agentName,
  callerHash,
  callId,
  eventKey,
  queueName,
  sourceId,
} from '../../server/telephony/call-id.ts';
import { centre } from '../support/sample-centre.ts';
import type { Bench } from './bench.ts';

const EVENTS = 10_000_000;
/** Small, so that the events themselves die young, as they do behind a socket. */
const CHUNK = 2_000;
const LEAST_PER_SECOND = 500_000;
/** A surge day: 26,000 calls in eleven hours; then thirteen hours of night. */
const CALLS_A_DAY = 26_000;
const OPEN_MS = 11 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

const pbx = sourceId('pbx');
const queues = ['koeln', 'bonn', 'leverkusen'].map(queueName);
const agents = Array.from({ length: 130 }, (_, index) => agentName(`Agent ${index}`));

/** Calls as they come when every day is a surge day, with all that is told about them. */
function* surge(): Generator<CallEvent> {
  const random = seededRandom(3);
  const start = Date.UTC(2026, 0, 5, 6, 0);
  for (let number = 0; ; number += 1) {
    const at =
      start + Math.floor(number / CALLS_A_DAY) * DAY_MS + ((number % CALLS_A_DAY) / CALLS_A_DAY) * OPEN_MS;
    const call = callId(`call-${number}`);
    const queue = queues[number % queues.length] ?? queueName('koeln');
    const agent = agents[number % agents.length] ?? agentName('Agent 0');
    const told = (
      kind: string,
      after: number,
    ): { key: ReturnType<typeof eventKey>; at: Instant; source: typeof pbx } => ({
      source: pbx,
      key: eventKey(`${number}${kind}`),
      at: instant(Math.floor(at + after)),
    });
    const wait = random() * 60_000;
    const visit = { call, queue, visit: 0 };
    const caller = callerHash(`hash-${Math.floor(random() * 400_000)}`);
    yield { ...told('e', 0), ...visit, kind: 'CallEntered', caller };
    if (random() < 0.15) {
      yield { ...told('b', wait), ...visit, kind: 'CallAbandoned', waitSeconds: null };
      continue;
    }
    yield { ...told('a', wait), ...visit, kind: 'CallAnswered', agent, waitSeconds: null };
    yield {
      ...told('c', wait + 180_000),
      ...visit,
      kind: 'CallCompleted',
      agent,
      endedBy: 'caller',
      talkSeconds: null,
      holdSeconds: null,
      wrapUpSeconds: 30,
    };
    yield {
      ...told('k', wait + 190_000),
      kind: 'CallClassified',
      call,
      closingCode: 'x',
      solvedAtFirstContact: random() < 0.8,
      wrongNumber: false,
    };
  }
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
  const heapMegabytes: number[] = [];
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
    if ((done + CHUNK) % 2_000_000 !== 0) continue;
    globalThis.gc?.();
    heapMegabytes.push(process.memoryUsage().heapUsed / 1e6);
  }
  const perSecond = EVENTS / (micros / 1e6);
  const least = leastWork(3_000_000);
  const [early = 0, late = 0] = [heapMegabytes[1], heapMegabytes.at(-1)];
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
      work: 'heap at the end',
      measured: `${late.toFixed(0)} MB`,
      against: `${early.toFixed(0)} MB after 4 million events`,
      ratio: (late / early).toFixed(2),
    },
    {
      work: 'calls remembered at the end',
      measured: `${state.sources.get(pbx)?.calls.size ?? 0}`,
      against: 'of the last day and a half',
      ratio: '',
    },
  ];
}

export const bench: Bench = { title: 'Queue state: a surge day without end', run };
