import { instant, type Instant } from '../../../forecasting/time/index.ts';
import { AmiParser } from '../asterisk/ami/ami-parser.ts';
import { AmiTranslator } from '../asterisk/ami/ami-translator.ts';
import { parseQueueLogLine } from '../asterisk/queue-log/queue-log-line.ts';
import { QueueLogTranslator } from '../asterisk/queue-log/queue-log-translator.ts';
import type { TranslatorOptions } from '../asterisk/legs/translator-options.ts';
import type { CallEvent } from '../../live/events/call-event.ts';
import type { AmiRecording, QueueLogRecording, Recording } from './recording.ts';
import type { WayIn } from '../../live/log/way-in.ts';

/** Events handed over at once: one commit for many, and still others get their turn. */
const BATCH = 1_000;

export interface PlayOptions {
  readonly wayIn: WayIn;
  readonly translator: TranslatorOptions;
  /** Times the speed of life; `null`: as fast as the way in takes it. */
  readonly speed: number | null;
  /** Resolves after this long, or at once when the play is cancelled. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly cancelled: AbortSignal;
}

/** What playing one recording came to. */
export interface Played {
  readonly events: number;
  /** What had to be pieced together or thrown away, by kind. */
  readonly repairs: Readonly<Record<string, number>>;
  /** Names of members by their interface, as far as the recording reported them. */
  readonly agentOfInterface: (memberInterface: string) => string;
}

/** Plays a recording through the way in, in its order and with its times. */
export async function playRecording(recording: Recording, options: PlayOptions): Promise<Played> {
  switch (recording.kind) {
    case 'ami':
      return playAmi(recording, options);
    case 'queueLog':
      return playQueueLog(recording, options, asWritten);
    case 'events': {
      const player = new Player(options);
      for (const event of recording.events) await player.tell([event], event.at);
      await player.finish();
      return { events: player.events, repairs: {}, agentOfInterface: asWritten };
    }
    default:
      throw new RangeError(`there is no such recording: ${JSON.stringify(recording satisfies never)}`);
  }
}

async function playAmi(recording: AmiRecording, options: PlayOptions): Promise<Played> {
  const player = new Player(options);
  const translator = new AmiTranslator(options.translator);
  const parser = new AmiParser();
  let connection: number | null = null;
  const told: CallEvent[] = [];
  for (const chunk of recording.chunks()) {
    if (connection !== null && connection !== chunk.connection) {
      parser.end();
      told.push(...translator.disconnected());
    }
    connection = chunk.connection;
    parser.push(chunk.bytes, (message) => {
      for (const event of translator.translate(message, chunk.at)) told.push(event);
    });
    await player.tell(told.splice(0), chunk.at);
    if (options.cancelled.aborted) break;
  }
  // What is half reported at the end of the recording stays as reported: nothing more will be received.
  await player.tell(translator.finished(), player.now);
  await player.finish();
  const { halfMessages, oversized } = parser.losses;
  const losses = Object.entries({ halfMessages, oversized }).filter(([, count]) => count > 0);
  return {
    events: player.events,
    repairs: Object.fromEntries([...translator.repairs, ...losses]),
    agentOfInterface: (memberInterface) => translator.agentOfInterface(memberInterface),
  };
}

/**
 * Plays a PBX's own log. After AMI of the same PBX it adds only what AMI did not report, because both name the same
 * happening alike.
 *
 * @param agentOfInterface name of an interface, for verbs that name no member
 */
export async function playQueueLog(
  recording: QueueLogRecording,
  options: PlayOptions,
  agentOfInterface: (memberInterface: string) => string,
): Promise<Played> {
  const player = new Player(options);
  const translator = new QueueLogTranslator({ ...options.translator, agentOfInterface });
  let unreadable = 0;
  for (const text of recording.lines()) {
    const line = parseQueueLogLine(text);
    if (line === undefined) unreadable += 1;
    else await player.tell(translator.translate(line), instant(line.epochSeconds * 1_000));
    if (options.cancelled.aborted) break;
  }
  await player.finish();
  const repairs = unreadable === 0 ? {} : { unreadableLogLines: unreadable };
  return { events: player.events, repairs, agentOfInterface };
}

function asWritten(memberInterface: string): string {
  return memberInterface;
}

/** Keeps the time of the recording and hands events over in batches. */
class Player {
  readonly #options: PlayOptions;
  #batch: CallEvent[] = [];
  #firstAt: Instant | null = null;
  #startedAt = 0;
  events = 0;
  now: Instant = instant(0);

  constructor(options: PlayOptions) {
    this.#options = options;
  }

  async tell(events: readonly CallEvent[], at: Instant): Promise<void> {
    this.now = at;
    if (this.#options.speed !== null) await this.#waitUntil(at, this.#options.speed);
    for (const event of events) this.#batch.push(event);
    if (this.#batch.length >= BATCH || (this.#options.speed !== null && events.length > 0))
      await this.finish();
    else if (this.#options.speed !== null) this.#options.wayIn.heard(this.#options.translator.source, at);
  }

  async finish(): Promise<void> {
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    this.#options.wayIn.heard(this.#options.translator.source, this.now);
    await this.#options.wayIn.accept(batch);
    this.events += batch.length;
  }

  async #waitUntil(at: Instant, speed: number): Promise<void> {
    if (this.#firstAt === null) {
      this.#firstAt = at;
      this.#startedAt = performance.now();
      return;
    }
    const due = this.#startedAt + (at - this.#firstAt) / speed;
    const ahead = due - performance.now();
    // Timers are no finer than a millisecond; what is due within it is due.
    if (ahead >= 1) await this.#options.sleep(ahead);
  }
}
