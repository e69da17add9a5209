import { instant, type Instant, SECOND_MS } from '../../../../forecasting/time/index.ts';
import type { CallId, MemberNow, QueueName } from '../../../live/events/call-event.ts';
import { callId, queueName } from '../../../live/events/call-id.ts';
import type { AmiMessage } from './ami-message.ts';
import type { ListedTelephone, MemberWatch } from './member-watch.ts';

/** A waiting caller as a list reports it. */
export interface ListedEntry {
  readonly call: CallId;
  readonly number: string | undefined;
  readonly enteredAt: Instant;
}

export interface ListedQueue {
  readonly queue: QueueName;
  /** When this queue's lines began: what is reported after it may or may not be in the list. */
  readonly since: Instant;
  readonly members: MemberNow[];
  readonly entries: ListedEntry[];
}

interface GatheredQueue extends Omit<ListedQueue, 'members'> {
  readonly telephones: (ListedTelephone & { readonly freeAt?: Instant })[];
}

/**
 * Gathers the lines of `QueueStatus` answers until each is complete. Live events come in between, and two answers may
 * interleave, so lines are kept apart by their action id.
 */
export class QueueListing {
  readonly #members: MemberWatch;
  readonly #lists = new Map<string, Map<string, GatheredQueue>>();
  /** Queues of the last list, or of what is stored: one that a list no longer names is gone, and nobody says so. */
  #known: ReadonlySet<QueueName>;
  /** Ends of talks may have been reported to nobody since the last list: at our start, and while a connection was down. */
  #afterSilence = true;

  constructor(members: MemberWatch, known: readonly QueueName[]) {
    this.#members = members;
    this.#known = new Set(known);
  }

  /** `QueueParams`, `QueueMember` or `QueueEntry`. */
  line(message: AmiMessage, at: Instant): void {
    const queue = message.field('Queue');
    if (queue === undefined || queue === '') return;
    const listed = this.#listed(message.field('ActionID') ?? '', queue, at);
    if (message.name === 'QueueMember') {
      const line = this.#members.listed(message);
      const freeAt = this.#afterSilence ? freeAtOf(message, at) : undefined;
      if (line !== undefined) listed.telephones.push(freeAt === undefined ? line : { ...line, freeAt });
    }
    if (message.name === 'QueueEntry') {
      const unique = message.field('Uniqueid');
      if (unique === undefined || unique === '') return;
      const waited = Number(message.field('Wait') ?? 0);
      const enteredAt = instant(at - (waited > 0 ? Math.round(waited) * SECOND_MS : 0));
      listed.entries.push({ call: callId(unique), number: message.field('CallerIDNum'), enteredAt });
    }
  }

  /**
   * `QueueStatusComplete`: the queues of this answer, in the order reported, and behind them, empty, those that it no longer
   * names: removed from the configuration, with their members and callers.
   */
  complete(message: AmiMessage, at: Instant): readonly ListedQueue[] {
    const id = message.field('ActionID') ?? '';
    const named = [...(this.#lists.get(id)?.values() ?? [])];
    const names = new Set(named.map(({ queue }) => queue));
    const gone = [...this.#known].filter((queue) => !names.has(queue));
    // Only now is known under which names a telephone goes, so only now lines become people.
    const queues = [
      ...named,
      ...gone.map((queue) => ({ queue, since: at, telephones: [], entries: [] })),
    ].map(({ telephones, ...listed }) => ({
      ...listed,
      members: this.#members.peopleAt(listed.queue, telephones),
    }));
    this.#known = names;
    this.#lists.delete(id);
    this.#afterSilence = false;
    return queues;
  }

  /** Another reporter has reported all ends of the silence. */
  caughtUp(): void {
    this.#afterSilence = false;
  }

  /** The connection ended: no list begun on it will be completed. */
  clear(): void {
    this.#lists.clear();
    this.#afterSilence = true;
  }

  #listed(id: string, queue: string, at: Instant): GatheredQueue {
    const queues = this.#lists.get(id) ?? new Map<string, GatheredQueue>();
    this.#lists.set(id, queues);
    const known = queues.get(queue);
    if (known !== undefined) return known;
    const fresh: GatheredQueue = { queue: queueName(queue), since: at, telephones: [], entries: [] };
    queues.set(queue, fresh);
    return fresh;
  }
}

/**
 * When a member of a `QueueMember` line was in no call of this queue: now where neither queue nor telephone knows of a
 * call, else at the end of their last one.
 *
 * Neither alone is proof. A reload clears `InCall` of members who talk, and so does the end of another of their talks;
 * telephones stay "in use" after a kill. Forwarded agents lose both while they talk: theirs counts as lost until its end
 * is reported after all.
 */
function freeAtOf(message: AmiMessage, at: Instant): Instant | undefined {
  const inCall = message.field('InCall');
  if (inCall === '0' && message.field('Status') === NOT_IN_USE) return at;
  const lastEnded = Number(message.field('LastCall') ?? 0) * SECOND_MS;
  return inCall !== undefined && lastEnded > 0 ? instant(Math.min(lastEnded, at)) : undefined;
}

const NOT_IN_USE = '1';
