import { instant, type Instant, SECOND_MS } from '../../../../forecasting/time/index.ts';
import type { CallEvent, MemberNow, QueueName, WaitingNow } from '../../../live/events/call-event.ts';
import { listKey } from '../legs/event-keys.ts';
import type { ListedEntry, ListedQueue } from './queue-listing.ts';
import type { TranslatorOptions } from '../legs/translator-options.ts';
import { isWaiting, type Visit } from '../legs/visit.ts';
import type { VisitBook } from '../legs/visit-book.ts';
import type { Repair, VisitFinder } from './visit-finder.ts';

/** Live events and the lines of a list cross on their way: what is this young may be missing in the other. */
const CROSSING_MS = 2 * SECOND_MS;
/** An entry reckoned from a list is as old as the whole seconds of its wait; a later one by more is another visit. */
const LATER_ENTRY_MS = 3 * SECOND_MS;

/** What we know besides the list. */
export interface Silence {
  /** Latest happening heard before this connection; `null`: none. */
  readonly heardUntil: Instant | null;
  /** What happened since then was learnt from the PBX's log. */
  readonly isCaughtUp: boolean;
}

/** Brings a list of a queue and the visits in the book together: who is meant, who came and who left unheard. */
export class ListReconciler {
  readonly #options: TranslatorOptions;
  readonly #book: VisitBook;
  readonly #finder: VisitFinder;
  readonly #repaired: Repair;

  constructor(options: TranslatorOptions, book: VisitBook, finder: VisitFinder, repaired: Repair) {
    this.#options = options;
    this.#book = book;
    this.#finder = finder;
    this.#repaired = repaired;
  }

  reconcile(listed: ListedQueue, at: Instant, silence: Silence, out: CallEvent[]): void {
    const { source } = this.#options;
    const { queue } = listed;
    const stillListed = this.#listedVisits(listed, silence, out);
    const waiting: WaitingNow[] = [];
    for (const visit of [...this.#book.open()]) {
      if (visit.queue !== queue || !isWaiting(visit)) continue;
      const crossing = visit.stage !== 'waiting' || visit.enteredAt > listed.since - CROSSING_MS;
      if (stillListed.has(visit) || crossing || this.#book.heardOnThisConnection(visit))
        waiting.push({ call: visit.call, caller: null, enteredAt: visit.enteredAt });
      else {
        this.#repaired('goneUnheard');
        this.#book.close(visit, null);
      }
    }
    const members = listed.members.map((member) => this.#listedMember(queue, member));
    out.push({ kind: 'QueueListed', source, key: listKey(queue, at), at, queue, members, waiting });
  }

  /** Callers we know first: a place that nobody of them is in may have been taken by one we do not. */
  #listedVisits({ queue, entries }: ListedQueue, silence: Silence, out: CallEvent[]): ReadonlySet<Visit> {
    const isKnown = ({ call, enteredAt }: ListedEntry) =>
      this.#book.visitsOf(call, queue).length > 0 ||
      this.#book.passedOn(call, queue, enteredAt) !== undefined;
    const visits = new Set<Visit>();
    for (const entry of [...entries.filter(isKnown), ...entries.filter((entry) => !isKnown(entry))]) {
      const visit = this.#listedVisit(queue, entry, silence, out);
      if (visit === undefined) continue;
      visits.add(visit);
      if (isWaiting(visit) && this.#book.isAlone(visit)) this.#book.confirm(visit);
    }
    return visits;
  }

  /** The visit of an entry in a list, reported anew where nobody knows it; `undefined` for one that has ended since. */
  #listedVisit(queue: QueueName, entry: ListedEntry, silence: Silence, out: CallEvent[]): Visit | undefined {
    const visits = this.#book.visitsOf(entry.call, queue);
    const passedOn = this.#book.passedOn(entry.call, queue, entry.enteredAt);
    if (passedOn !== undefined) return passedOn;
    const about = this.#book.enteredAbout(entry.call, queue, entry.enteredAt);
    // The log is ahead of the list: the caller has left since, and may have entered once more.
    if (about?.echo.leave === true) return about;
    const waiting = visits.findLast(isWaiting);
    if (waiting !== undefined && !this.#isAnother(waiting, entry, silence)) return waiting;
    if (about !== undefined && about !== waiting) return about;
    // One we know and hold for over has left since; unless it came back while we were deaf.
    if (visits.length > 0 && (silence.isCaughtUp || !isNew(entry, silence))) return undefined;
    const taken = this.#finder.taken({ call: entry.call, queue }, entry.enteredAt);
    if (taken !== undefined) return taken;
    if (waiting !== undefined) this.#book.close(waiting, null);
    this.#repaired('entryNotHeard');
    const visit = this.#book.add(entry.call, queue, entry.enteredAt, '');
    visit.echo.entry = true;
    this.#finder.entered(visit, this.#options.hashCaller(entry.number, entry.enteredAt), out);
    return visit;
  }

  /** The caller left and entered anew while we were away. */
  #isAnother(visit: Visit, entry: ListedEntry, silence: Silence): boolean {
    if (silence.isCaughtUp || this.#book.heardOnThisConnection(visit)) return false;
    return entry.enteredAt > visit.enteredAt + LATER_ENTRY_MS && isNew(entry, silence);
  }

  /** Of two talks at once a list does not say which one ended. */
  #listedMember(queue: QueueName, { freeAt, ...member }: MemberNow): MemberNow {
    if (freeAt === undefined) return member;
    const { agent } = member;
    const talks = [...this.#book.talks()].filter((talk) => talk.queue === queue && talk.agent === agent);
    if (talks.length > 1) return member;
    this.#book.endTalks(queue, agent, instant(freeAt - CROSSING_MS));
    return { ...member, freeAt };
  }
}

/** Began after all we heard on earlier connections. */
function isNew({ enteredAt }: ListedEntry, { heardUntil }: Silence): boolean {
  return heardUntil !== null && enteredAt > heardUntil;
}
