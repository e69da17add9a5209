import type { Instant } from '../../../../forecasting/time/index.ts';
import type { AgentName, CallEvent, QueueName } from '../../../live/events/call-event.ts';
import type { CallerPseudonym } from '../../../live/events/caller-hash.ts';
import { earlier, placeOf, type Place } from './ami-fields.ts';
import type { AmiMessage } from './ami-message.ts';
import { visitKey } from '../legs/event-keys.ts';
import { ownTalk, strayTalk, type ToldTalk } from './find-talk.ts';
import type { OutcomeWatch } from './outcome-watch.ts';
import type { TranslatorOptions } from '../legs/translator-options.ts';
import { SAME_HAPPENING_MS } from '../legs/told-second.ts';
import { isWaiting, type Visit } from '../legs/visit.ts';
import type { VisitBook } from '../legs/visit-book.ts';

/** What had to be pieced together, by kind. */
export type Repair = (kind: string) => void;

/** Finds the visit that a message is about, also where we missed how it began or its caller's channel is another now. */
export class VisitFinder {
  readonly #options: TranslatorOptions;
  readonly #book: VisitBook;
  readonly #outcomes: OutcomeWatch;
  readonly #repaired: Repair;

  constructor(options: TranslatorOptions, book: VisitBook, outcomes: OutcomeWatch, repaired: Repair) {
    this.#options = options;
    this.#book = book;
    this.#outcomes = outcomes;
    this.#repaired = repaired;
  }

  /** The visit whose wait ends, or has ended by another reporter; `undefined` where this channel is in no place known. */
  leaving({ call, queue }: Place, at: Instant): Visit | undefined {
    const visit = this.#book.waitOf(call, queue, at);
    if (visit !== undefined && (visit.leftAt === null || visit.echo.leave)) return this.#leaver(visit);
    const [orphan, ...others] = this.#book.placesIn(queue).filter(({ goneAt }) => goneAt !== null);
    if (orphan === undefined || others.length > 0) return undefined;
    this.#book.give(orphan, call);
    return orphan;
  }

  /** The visit that this agent answers, or has answered by another reporter. */
  answerable(
    message: AmiMessage,
    place: Place,
    answer: { readonly agent: AgentName; readonly at: Instant; readonly waitSeconds: number | null },
    out: CallEvent[],
  ): Visit {
    const { agent, at, waitSeconds } = answer;
    const visit = this.#book.waitOf(place.call, place.queue, at);
    const fits = visit?.leftAt === null || (visit?.echo.leave === true && visit.agent === agent);
    return visit !== undefined && fits
      ? this.#leaver(visit)
      : this.missed(message, place, earlier(at, waitSeconds), out);
  }

  /** The talk that a completion ends; `undefined` where we did not hear it begin. */
  talk(message: AmiMessage, told: ToldTalk): Visit | undefined {
    const place = placeOf(message);
    if (place === undefined) {
      this.#repaired('completionWithoutChannel');
      return strayTalk(this.#book, told, false);
    }
    const own = ownTalk(this.#book.visitsOf(place.call, place.queue), told);
    if (own !== undefined || this.#book.waitOf(place.call, place.queue, told.at)?.stage === 'leftUntold')
      return own;
    const stray = strayTalk(this.#book, told, true);
    if (stray !== undefined) this.#book.toldOf(place.call, stray);
    return stray;
  }

  /** The visit whose talk ended without having begun for us. */
  missedTalk(message: AmiMessage, place: Place, told: ToldTalk, out: CallEvent[]): Visit {
    const { at, talkSeconds, waitSeconds } = told;
    const answeredAt = earlier(at, talkSeconds);
    const open = this.#book.waitOf(place.call, place.queue, at);
    const isIts = open !== undefined && isWaiting(open) && open.enteredAt <= answeredAt + SAME_HAPPENING_MS;
    return isIts ? open : this.missed(message, place, earlier(answeredAt, waitSeconds), out);
  }

  /** The visit of which we did not hear that it began, or not under this channel. */
  missed(message: AmiMessage, place: Place, enteredAt: Instant, out: CallEvent[]): Visit {
    const known = this.#book.enteredAbout(place.call, place.queue, enteredAt) ?? this.taken(place, enteredAt);
    if (known !== undefined) return this.#leaver(known);
    this.#repaired('entryNotHeard');
    const visit = this.#book.add(place.call, place.queue, enteredAt, message.field('Linkedid') ?? '');
    this.entered(visit, this.#options.hashCaller(message.field('CallerIDNum'), enteredAt), out);
    return visit;
  }

  /** The place of another channel that this one has taken: of one that is gone, or may be since we were away. */
  taken({ call, queue }: { call: Place['call']; queue: QueueName }, enteredAt: Instant): Visit | undefined {
    const visit = this.#book.orphan(
      queue,
      enteredAt,
      (place) => place.goneAt !== null || (isWaiting(place) && !this.#hearsEndOf(place)),
    );
    if (visit === undefined) return undefined;
    this.#repaired('placeTaken');
    this.#book.give(visit, call);
    return visit;
  }

  /** Who leaves has entered: its entering is reported no more, and this connection reports about it. */
  #leaver(visit: Visit): Visit {
    visit.echo.entry = false;
    this.#book.confirm(visit);
    return visit;
  }

  #hearsEndOf(visit: Visit): boolean {
    return this.#outcomes.hearsHangups && this.#book.heardOnThisConnection(visit);
  }

  /** Reports about a visit under its new name. */
  entered(visit: Visit, pseudonym: CallerPseudonym | null, out: CallEvent[]): void {
    const { source } = this.#options;
    const { call, queue, visit: number, enteredAt: at } = visit;
    const key = visitKey(visit, 'entered');
    out.push({
      kind: 'CallEntered',
      source,
      key,
      at,
      call,
      queue,
      visit: number,
      ...(pseudonym ?? { caller: null }),
    });
  }
}
