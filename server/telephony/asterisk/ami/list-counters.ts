import type { AmiMessage } from './ami-message.ts';

/** What one list says of one queue by numbers. */
export interface QueueCounters {
  /** Callers waiting now. */
  readonly calls: number;
  /** Since the PBX started or its counters were reset: talks ended, and callers who left unanswered but by key. */
  readonly completed: number;
  readonly abandoned: number;
  readonly membersInCall: number;
  readonly membersNotInCall: number;
  /** Of each waiting caller. */
  readonly waitSeconds: readonly number[];
}

type Gathered = { -readonly [name in keyof QueueCounters]: QueueCounters[name] } & { waitSeconds: number[] };

/** Gathers the numbers of `QueueStatus` answers by their action id. */
export class ListCounters {
  readonly #lists = new Map<string, Map<string, Gathered>>();

  /** @returns whether the message is a line of a list */
  hear(message: AmiMessage): boolean {
    switch (message.name) {
      case 'QueueParams': {
        const counters = this.#of(message);
        counters.calls = numberIn(message, 'Calls');
        counters.completed = numberIn(message, 'Completed');
        counters.abandoned = numberIn(message, 'Abandoned');
        return true;
      }
      case 'QueueMember': {
        const counters = this.#of(message);
        if (message.field('InCall') === '1') counters.membersInCall += 1;
        else counters.membersNotInCall += 1;
        return true;
      }
      case 'QueueEntry':
        this.#of(message).waitSeconds.push(numberIn(message, 'Wait'));
        return true;
      default:
        return false;
    }
  }

  /** The queues of a complete list; forgets it. */
  take(id: string): ReadonlyMap<string, QueueCounters> {
    const list = this.#lists.get(id) ?? new Map<string, QueueCounters>();
    this.#lists.delete(id);
    return list;
  }

  clear(): void {
    this.#lists.clear();
  }

  #of(message: AmiMessage): Gathered {
    const id = message.field('ActionID') ?? '';
    const list = this.#lists.get(id) ?? new Map<string, Gathered>();
    this.#lists.set(id, list);
    const queue = message.field('Queue') ?? '';
    const known = list.get(queue);
    if (known !== undefined) return known;
    const fresh: Gathered = {
      calls: 0,
      completed: 0,
      abandoned: 0,
      membersInCall: 0,
      membersNotInCall: 0,
      waitSeconds: [],
    };
    list.set(queue, fresh);
    return fresh;
  }
}

function numberIn(message: AmiMessage, field: string): number {
  const value = Number(message.field(field) ?? 0);
  return Number.isFinite(value) ? value : 0;
}
