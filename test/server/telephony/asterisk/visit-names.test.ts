import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../forecasting/random/seeded.ts';
import type { Instant } from '../../../../forecasting/time/instant.ts';
import { applyEvent } from '../../../../server/queue/apply-event.ts';
import { rulesOfRecording } from '../../../../server/queue/counting-rules.ts';
import { newQueueState } from '../../../../server/queue/queue-state.ts';
import { AmiParser } from '../../../../server/telephony/asterisk/ami-parser.ts';
import { AmiTranslator } from '../../../../server/telephony/asterisk/ami-translator.ts';
import { Listening } from '../../../../server/telephony/asterisk/listening.ts';
import { parseQueueLogLine } from '../../../../server/telephony/asterisk/queue-log-line.ts';
import { QueueLogTranslator } from '../../../../server/telephony/asterisk/queue-log-translator.ts';
import type { CallEvent } from '../../../../server/telephony/call-event.ts';
import { sourceId } from '../../../../server/telephony/call-id.ts';
import { replayReport } from '../../../../server/telephony/replay/replay-report.ts';
import { amiText, scriptTime } from '../../../support/ami-script.ts';
import { PbxStory } from '../../../support/pbx-story.ts';

const translator = { source: sourceId('pbx1'), hashCaller: () => null, wrapUpSeconds: 0 };
/** More stories where somebody asks for them: `STORIES=5000 npx vitest run …/visit-names.test.ts`. */
const STORIES = Number(process.env['STORIES'] ?? 40);

interface Silence {
  readonly from: number;
  readonly until: number;
  /** Our process ends with the connection and another begins. */
  readonly isRestart: boolean;
  /** How long the log takes to be read, while messages come in. */
  readonly reading: number;
}

/** A listener with a store, through silences of any kind. */
class Listener {
  readonly events: CallEvent[] = [];
  readonly #keys = new Set<string>();
  readonly #parser = new AmiParser();
  #listening = this.#begin();

  #begin(): Listening {
    const told = new AmiTranslator(translator);
    told.restore(this.events);
    const newest = this.events.reduce<Instant | null>(
      (latest, { at }) => (latest === null || at > latest ? at : latest),
      null,
    );
    return new Listening({
      translator: told,
      knownUntil: newest,
      hasLog: true,
      tell: (events) => {
        for (const event of events) {
          if (this.#keys.has(event.key)) continue;
          this.#keys.add(event.key);
          this.events.push(event);
        }
      },
    });
  }

  hear(at: number, text: string): void {
    this.#listening.advance(scriptTime(at));
    this.#parser.push(Buffer.from(text), (message) => this.#listening.receive(message, scriptTime(at)));
  }

  end(isRestart: boolean): void {
    this.#listening.ended();
    if (isRestart) this.#listening = this.#begin();
  }

  connect(at: number, list: readonly string[]): void {
    this.#listening.connecting();
    this.hear(at, 'Asterisk Call Manager/13.0.0\r\n');
    this.hear(at, amiText('FullyBooted', { Uptime: Math.floor(100_000 + at), Status: 'Fully Booted' }));
    for (const line of list) this.hear(at, line);
  }

  catchUp(lines: readonly string[]): void {
    const log = new QueueLogTranslator({ ...translator, agentOfInterface: (name) => name });
    this.#listening.learn(
      lines.flatMap((text) => {
        const line = parseQueueLogLine(text);
        return line === undefined ? [] : log.translate(line);
      }),
      log.takenPlaces(),
    );
    this.#listening.caughtUp();
  }

  wait(at: number): void {
    this.#listening.advance(scriptTime(at));
  }
}

function silencesOf(seed: number, seconds: number): Silence[] {
  const random = seededRandom(seed + 1_000_000);
  const silences: Silence[] = [];
  for (let at = 5 + 30 * random(); at < seconds - 30; at += 5 + 50 * random()) {
    const until = at + (random() < 0.5 ? 0.01 : 20 * random());
    silences.push({ from: at, until, isRestart: random() < 0.5, reading: 3 * random() });
    at = until + 4;
  }
  return silences;
}

function figuresOf(story: PbxStory, silences: readonly Silence[]) {
  const listener = new Listener();
  const written: string[] = [];
  const edges = silences.flatMap((silence) => [
    { at: silence.from, kind: 'end' as const, silence },
    { at: silence.until, kind: 'connect' as const, silence },
    { at: silence.until + silence.reading, kind: 'read' as const, silence },
  ]);
  let isConnected = true;
  listener.connect(0, story.list(0));
  listener.catchUp([]);
  const cross = (until: number) => {
    for (let edge = edges[0]; edge !== undefined && edge.at <= until; edge = edges[0]) {
      edges.shift();
      if (edge.kind === 'read') listener.catchUp(written);
      else if (edge.kind === 'end') listener.end(edge.silence.isRestart);
      else listener.connect(edge.at, story.list(edge.at));
      isConnected = edge.kind === 'end' ? false : true;
    }
  };
  for (const { at, ami, log } of story.said) {
    cross(at);
    if (log !== null) written.push(log);
    if (ami !== null && isConnected) listener.hear(at, ami);
  }
  cross(story.seconds);
  listener.wait(story.seconds + 10);
  return queuesOf(listener);
}

describe('the name of a visit', () => {
  it('is the same whoever tells of it: stories with restarts and cuts anywhere come to the truth', () => {
    for (let seed = 1; seed <= STORIES; seed += 1) {
      const story = new PbxStory(seed, 180, { asks: false });
      expectTruth(story, figuresOf(story, silencesOf(seed, story.seconds)), `story ${seed}`);
    }
  });

  it('is the same in the log read alone', () => {
    for (let seed = 1; seed <= STORIES; seed += 1) {
      const story = new PbxStory(seed, 180, { asks: true });
      const listener = new Listener();
      listener.catchUp(story.said.flatMap(({ log }) => log ?? []));
      expectTruth(story, queuesOf(listener), `story ${seed}`);
    }
  });
});

function expectTruth(story: PbxStory, queues: ReturnType<typeof queuesOf>, name: string): void {
  for (const [queue, truth] of Object.entries(story.truth))
    expect(queues[queue], `${name}, ${queue}`).toMatchObject({ ...truth, lost: 0, lostTalking: 0 });
}

function queuesOf({ events }: Listener) {
  const state = events.reduce(applyEvent, newQueueState(rulesOfRecording()));
  return replayReport(state, { timed: true, repairs: {}, events: 0, seconds: 0 }).queues;
}
