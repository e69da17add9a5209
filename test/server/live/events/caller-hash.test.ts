import { describe, expect, it } from 'vitest';
import { HOUR_MS, instant, type Instant } from '../../../../forecasting/time/instant.ts';
import {
  CallerHasher,
  canonicalNumber,
  temporaryKeys,
  type CallerKey,
  type CallerKeyStore,
} from '../../../../server/live/events/caller-hash.ts';

const START = 1_795_428_000_000;
const hours = (count: number): Instant => instant(START + count * HOUR_MS);

class KeptKeys implements CallerKeyStore {
  kept: readonly CallerKey[] = [];

  load(): Promise<readonly CallerKey[]> {
    return Promise.resolve(this.kept);
  }

  save(keys: readonly CallerKey[]): Promise<void> {
    this.kept = keys;
    return Promise.resolve();
  }
}

describe('CallerHasher', () => {
  it('gives one number one pseudonym, and another number another', async () => {
    const hasher = await CallerHasher.open(temporaryKeys(), hours(0));
    const one = hasher.pseudonym('+49 221 5550123', hours(1))?.caller;
    expect(hasher.pseudonym('0221 5550123', hours(2))?.caller).toBe(one);
    expect(hasher.pseudonym('0221 5550124', hours(2))?.caller).not.toBe(one);
    expect(one).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });

  it('gives withheld and unknown numbers none (pitfall 17)', async () => {
    const hasher = await CallerHasher.open(temporaryKeys(), hours(0));
    for (const number of [undefined, '', '<unknown>', 'anonymous', 'Köln-Süd'])
      expect(hasher.pseudonym(number, hours(1))).toBeNull();
  });

  it('rotates weekly, tells the pseudonym before for a day, then forgets the old key', async () => {
    const store = new KeptKeys();
    const hasher = await CallerHasher.open(store, hours(0));
    const before = hasher.pseudonym('02215550123', hours(167))?.caller;
    expect(await hasher.rotateIfDue(hours(167))).toBe(false);
    expect(await hasher.rotateIfDue(hours(168))).toBe(true);
    const after = hasher.pseudonym('02215550123', hours(169));
    expect(after?.caller).not.toBe(before);
    expect(after?.callerBefore).toBe(before);
    expect(store.kept).toHaveLength(2);
    await hasher.rotateIfDue(hours(193));
    expect(store.kept).toHaveLength(1);
    expect(hasher.pseudonym('02215550123', hours(194))).toEqual({ caller: after?.caller });
  });

  it('goes on with the same key after a restart', async () => {
    const store = new KeptKeys();
    const first = await CallerHasher.open(store, hours(0));
    const second = await CallerHasher.open(store, hours(5));
    expect(second.pseudonym('0228555', hours(6))).toEqual(first.pseudonym('0228555', hours(6)));
  });
});

describe('canonicalNumber', () => {
  it.each([
    ['+492215550123', '02215550123'],
    ['0049 (221) 555-0123', '02215550123'],
    ['sip:02215550123@pbx.example.org', '02215550123'],
    ['115', '115'],
    ['+31 20 555 0100', '0031205550100'],
  ])('writes %s as %s', (number, canonical) => {
    expect(canonicalNumber(number)).toBe(canonical);
  });
});
