export type WakeLockState = 'pending' | 'held' | 'insecure' | 'unsupported';

/** Keeps the screen awake as long as the page is visible, and knows what is missing where that cannot be done. */
export class WakeLock {
  #state = $state<WakeLockState>('pending');
  #sentinel: WakeLockSentinel | null = null;
  readonly #ask = (): void => void this.#request();

  constructor() {
    document.addEventListener('visibilitychange', this.#ask);
    this.#ask();
  }

  get state(): WakeLockState {
    return this.#state;
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#ask);
    void this.#sentinel?.release();
  }

  async #request(): Promise<void> {
    if (!window.isSecureContext) {
      this.#state = 'insecure';
      return;
    }
    if (!('wakeLock' in navigator)) {
      this.#state = 'unsupported';
      return;
    }
    if (document.visibilityState !== 'visible') return;
    try {
      this.#sentinel = await navigator.wakeLock.request('screen');
      this.#state = 'held';
    } catch {
      // Refused for now (battery saver, page just hidden): the next time the page becomes visible asks again.
      this.#state = 'pending';
    }
  }
}
