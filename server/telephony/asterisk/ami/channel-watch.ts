import type { Instant } from '../../../../forecasting/time/index.ts';
import type { CallEvent } from '../../../live/events/call-event.ts';
import { callId } from '../../../live/events/call-id.ts';
import type { AmiMessage } from './ami-message.ts';
import type { DoorWatch } from './door-watch.ts';
import type { OutcomeWatch } from './outcome-watch.ts';
import type { VisitBook } from '../legs/visit-book.ts';

/** How Asterisk names the rest of a channel whose place another was put into. */
const MASQUERADED = '<ZOMBIE>';

/** What becomes of the channels in a queue's places: an ended channel ends what hangs on it, a changed one hands it on. */
export class ChannelWatch {
  readonly #book: VisitBook;
  readonly #outcomes: OutcomeWatch;
  readonly #door: DoorWatch;

  constructor(book: VisitBook, outcomes: OutcomeWatch, door: DoorWatch) {
    this.#book = book;
    this.#outcomes = outcomes;
    this.#door = door;
  }

  /** `Hangup`, `AttendedTransfer` or `LocalOptimizationBegin`. */
  receive(message: AmiMessage, at: Instant, receivedAt: Instant, out: CallEvent[]): void {
    if (message.name === 'Hangup') this.#hungUp(message, at, receivedAt, out);
    else if (message.name === 'AttendedTransfer') this.#transferred(message);
    else this.#optimised(message);
  }

  #hungUp(message: AmiMessage, at: Instant, receivedAt: Instant, out: CallEvent[]): void {
    const unique = message.field('Uniqueid');
    if (unique === undefined || unique === '') return;
    const call = callId(unique);
    if (message.field('Channel')?.endsWith(MASQUERADED) === true) {
      this.#outcomes.replaced(call, at);
      return;
    }
    this.#outcomes.hungUp(call, at, receivedAt, out);
    this.#book.hungUp(call, at);
    this.#door.hungUp(call);
  }

  /** The agent asked in another queue and then put the caller in the place there. */
  #transferred(message: AmiMessage): void {
    const asking = message.field('SecondTransfererUniqueid') ?? '';
    const caller = message.field('TransfereeUniqueid') ?? '';
    if (message.field('DestType') !== 'App' || asking === '' || caller === '') return;
    this.#book.takeOver(callId(asking), callId(caller));
  }

  /** A caller's local channel makes room for the real one: its hang-up ends no talk, and ends are reported about the other. */
  #optimised(message: AmiMessage): void {
    const source = message.field('SourceUniqueid') ?? '';
    if (source === '') return;
    for (const name of ['LocalOneUniqueid', 'LocalTwoUniqueid']) {
      const replaced = message.field(name) ?? '';
      if (replaced === '') continue;
      for (const visit of this.#book.visitsOf(callId(replaced)))
        if (visit.stage === 'talking') this.#book.give(visit, callId(source));
    }
  }
}
