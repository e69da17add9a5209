import { instant, type Instant, SECOND_MS } from '../../../../forecasting/time/index.ts';
import { seconds } from './ami-fields.ts';
import type { AmiMessage } from './ami-message.ts';

/** Start-up reckoned from two greetings differs by whole seconds and delays; more means another start. */
const SAME_BOOT_MS = 3 * SECOND_MS;
/** Nobody calls a PBX this soon after its start, as reckoned here. */
const START_UP_MS = 2 * SECOND_MS;

/** Knows which life of the PBX we are in, by the up-time that it reports at every login. */
export class BootWatch {
  #bootedAt: Instant | null = null;

  /**
   * @param message `FullyBooted`
   * @param heardBefore latest happening reported on an earlier connection: a new life began after it
   * @returns an instant between the old life's last and the new life's first call, `null` in the life we knew
   */
  newBoot(message: AmiMessage, receivedAt: Instant, heardBefore: Instant | null): Instant | null {
    const upTime = seconds(message.field('Uptime'));
    if (upTime === null) return null;
    const bootedAt = instant(receivedAt - (upTime + 1) * SECOND_MS);
    const known = this.#bootedAt;
    this.#bootedAt = bootedAt;
    // What was reported since then was reported by this life: only we were away.
    if (known === null && heardBefore !== null && heardBefore - bootedAt > START_UP_MS) return bootedAt;
    // A new life begins later. What seems to have begun earlier is the same life, and our clock was set back.
    if (known !== null && bootedAt - known <= SAME_BOOT_MS) return null;
    return heardBefore === null ? bootedAt : instant(Math.max(bootedAt, heardBefore + 1));
  }
}
