import type { AgentName } from '../../../live/events/call-event.ts';
import { agentName } from '../../../live/events/call-id.ts';

/**
 * One name for whoever sits at a telephone, however many queues know it under however many names.
 *
 * The telephone (interface) is the agent: the PBX rings it once, and who talks on it for one queue is busy for all. Its
 * name is the one that a queue gives it; the bare interface only where none does. Of several names the first in the
 * alphabet, so that a restart chooses alike. A telephone that left all its queues may come back under another name: the
 * next person at that desk.
 */
export class TelephoneNames {
  /** Names by queue, of telephones that are members now. */
  readonly #names = new Map<string, Map<string, string>>();
  readonly #chosen = new Map<string, AgentName>();
  /** Every other name under which a telephone is known, for a log that names no interface. */
  readonly #aliases = new Map<string, AgentName>();

  /** A queue names a telephone. @returns who it is */
  named(telephone: string, queue: string, name: string): AgentName {
    const names = this.#names.get(telephone) ?? new Map<string, string>();
    this.#names.set(telephone, names);
    if (names.get(queue) === name) return this.agentAt(telephone) ?? agentName(name);
    names.set(queue, name);
    return this.#choose(telephone, names);
  }

  /** The telephone is no member of the queue any more; its name stays for what is still to be reported about it. */
  left(telephone: string, queue: string): void {
    const names = this.#names.get(telephone);
    names?.delete(queue);
    if (names?.size === 0) this.#names.delete(telephone);
  }

  isIn(telephone: string, queue: string): boolean {
    return this.#names.get(telephone)?.has(queue) === true;
  }

  telephonesIn(queue: string): readonly string[] {
    return [...this.#names].filter(([, names]) => names.has(queue)).map(([telephone]) => telephone);
  }

  agentAt(telephone: string): AgentName | undefined {
    return this.#chosen.get(telephone);
  }

  /** Who is meant by a telephone, by another name of theirs, or by their own. */
  meant(text: string): string {
    return this.#chosen.get(text) ?? this.#aliases.get(text) ?? text;
  }

  #choose(telephone: string, names: ReadonlyMap<string, string>): AgentName {
    const given = [...new Set(names.values())].filter((name) => name !== telephone).sort();
    const chosen = agentName(given[0] ?? telephone);
    this.#chosen.set(telephone, chosen);
    for (const name of given) {
      if (name === chosen) this.#aliases.delete(name);
      else this.#aliases.set(name, chosen);
    }
    return chosen;
  }
}
