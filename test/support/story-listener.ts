import { seededRandom } from '../../forecasting/maths/seeded.ts';
import type { Instant } from '../../forecasting/time/instant.ts';
import { applyEvent } from '../../server/live/state/apply-event.ts';
import { rulesOfRecording } from '../../server/live/state/counting-rules.ts';
import { newQueueState, type QueueState } from '../../server/live/state/queue-state.ts';
import { AmiParser } from '../../server/telephony/asterisk/ami/ami-parser.ts';
import { AmiTranslator } from '../../server/telephony/asterisk/ami/ami-translator.ts';
import { Listening } from '../../server/telephony/asterisk/ami/listening.ts';
import { parseQueueLogLine } from '../../server/telephony/asterisk/queue-log/queue-log-line.ts';
import { QueueLogTranslator } from '../../server/telephony/asterisk/queue-log/queue-log-translator.ts';
import type { CallEvent } from '../../server/live/events/call-event.ts';
import { sourceId } from '../../server/live/events/call-id.ts';
import { amiText, scriptTime } from './ami-script.ts';
import type { PbxStory } from './pbx-story.ts';

const translator = { source: sourceId('pbx1'), hashCaller: () => null, wrapUpSeconds: 0 };

export interface Silence {
  readonly from: number;
  readonly until: number;
  /** Our process ends with the connection and another begins. */
  readonly isRestart: boolean;
  /** How long the log takes to be read, while messages come in. */
  readonly reading: number;
}

/** A listener with a store, through silences of any kind. */
class StoryListener {
  readonly events: CallEvent[] = [];
  readonly #hasLog: boolean;
  readonly #keys = new Set<string>();
  readonly #parser = new AmiParser();
  #listening: Listening;

  constructor(hasLog: boolean) {
    this.#hasLog = hasLog;
    this.#listening = this.#begin();
  }

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
      hasLog: this.#hasLog,
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

  connect(at: number, upSince: number, list: readonly string[]): void {
    this.#listening.connecting();
    this.hear(at, 'Asterisk Call Manager/13.0.0\r\n');
    const Uptime = Math.floor(upSince === 0 ? 100_000 + at : at - upSince);
    this.hear(at, amiText('FullyBooted', { Uptime, Status: 'Fully Booted' }));
    for (const line of list) this.hear(at, line);
  }

  catchUp(lines: readonly string[]): void {
    if (!this.#hasLog) return;
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

/** The state of a listener that heard a story, but for these silences. */
export function heard(story: PbxStory, silences: readonly Silence[], hasLog: boolean): QueueState {
  const listener = new StoryListener(hasLog);
  const written: string[] = [];
  const edges = silences.flatMap((silence) => [
    { at: silence.from, kind: 'end' as const, silence },
    { at: silence.until, kind: 'connect' as const, silence },
    { at: silence.until + silence.reading, kind: 'read' as const, silence },
  ]);
  let isConnected = true;
  const connect = (at: number) => listener.connect(at, story.startedBefore(at), story.list(at));
  connect(0);
  listener.catchUp([]);
  const cross = (until: number) => {
    for (let edge = edges[0]; edge !== undefined && edge.at <= until; edge = edges[0]) {
      edges.shift();
      if (edge.kind === 'read') listener.catchUp(written);
      else if (edge.kind === 'end') listener.end(edge.silence.isRestart);
      else connect(edge.at);
      isConnected = edge.kind !== 'end';
    }
  };
  for (const { at, ami, log } of story.said) {
    cross(at);
    if (log !== null) written.push(log);
    if (ami !== null && isConnected) listener.hear(at, ami);
  }
  cross(story.seconds);
  listener.wait(story.seconds + 10);
  return listener.events.reduce(applyEvent, newQueueState(rulesOfRecording()));
}

/** The state of one who only reads the log. */
export function readAlone(story: PbxStory): QueueState {
  const listener = new StoryListener(true);
  listener.catchUp(story.said.flatMap(({ log }) => log ?? []));
  return listener.events.reduce(applyEvent, newQueueState(rulesOfRecording()));
}

/** Restarts of ours and cuts at any moment, and the outages of the PBX itself. */
export function silencesOf(seed: number, story: PbxStory): readonly Silence[] {
  const random = seededRandom(seed + 1_000_000);
  const silences = outagesOf(story, () => ({ isRestart: random() < 0.5, reading: 3 * random() }));
  for (let at = 5 + 30 * random(); at < story.seconds - 30; at += 5 + 50 * random()) {
    const until = at + (random() < 0.5 ? 0.01 : 20 * random());
    silences.push({ from: at, until, isRestart: random() < 0.5, reading: 3 * random() });
    at = until + 4;
  }
  return apart(silences.toSorted((a, b) => a.from - b.from));
}

/** The PBX is killed: every connection to it ends, until it is up again. */
export function outagesOf(
  { outages }: PbxStory,
  kindOf: () => Pick<Silence, 'isRestart' | 'reading'> = () => ({ isRestart: false, reading: 0.5 }),
): Silence[] {
  return outages.map((outage) => ({ ...outage, ...kindOf() }));
}

/** Silences that meet are one. */
function apart(silences: readonly Silence[]): readonly Silence[] {
  const [first, ...rest] = silences;
  if (first === undefined) return [];
  const whole = [first];
  for (const silence of rest) {
    const last = whole.at(-1) ?? first;
    if (silence.from > last.until + last.reading + 0.5) whole.push(silence);
    else
      whole[whole.length - 1] = {
        ...last,
        until: Math.max(last.until, silence.until),
        isRestart: last.isRestart || silence.isRestart,
      };
  }
  return whole;
}
