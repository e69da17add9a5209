const QUIET_MILLISECONDS = 300;

/**
 * Something worth showing that takes a while to work out: it follows when nothing has happened for a moment, so that
 * no key ever waits for it. The former value stays until then.
 */
export class LaterValue<T> {
  #value = $state.raw<T | undefined>(undefined);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get value(): T | undefined {
    return this.#value;
  }

  compute(work: () => T): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#value = work();
    }, QUIET_MILLISECONDS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
