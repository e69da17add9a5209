import { createContext } from 'svelte';

/** A wall that nobody touches must not keep an explanation open. */
const CLOSES_AFTER_MILLISECONDS = 45_000;

/** Which tile shows how its figures come about: one, all (key `i`), or none. Closes by itself. */
export class Explaining {
  #open = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  shows(tile: string): boolean {
    return this.#open === tile || this.#open === ALL_TILES;
  }

  toggle(tile: string): void {
    this.#set(this.shows(tile) ? null : tile);
  }

  toggleAll(): void {
    this.#set(this.#open === null ? ALL_TILES : null);
  }

  close(): void {
    this.#set(null);
  }

  #set(open: string | null): void {
    clearTimeout(this.#timer);
    this.#open = open;
    if (open !== null) this.#timer = setTimeout(() => (this.#open = null), CLOSES_AFTER_MILLISECONDS);
  }
}

const ALL_TILES = '*';
/** The panel of what all cities share. */
export const JOINT_TILE = '+';

export const [useExplaining, provideExplaining] = createContext<Explaining>();
