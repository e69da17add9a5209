import { describe, expect, it } from 'vitest';
import {
  CALM,
  CALM_MS,
  shareLevel,
  waitLevel,
  type HeldLevel,
} from '../../../../server/live/board/levels.ts';
import { ratio } from '../../../../server/live/state/service-level.ts';

const NOW = Date.UTC(2026, 9, 26, 9, 0);
const THRESHOLD_MS = 20_000;

describe('the level of a share', () => {
  it('compares unrounded values: 79.96 misses 80', () => {
    expect(shareLevel(ratio(1_999, 2_500), 0.8, undefined)).toBe('warning');
    expect(shareLevel(ratio(2_000, 2_500), 0.8, undefined)).toBe('ok');
    expect(shareLevel(ratio(1_874, 2_500), 0.8, undefined)).toBe('breach');
  });

  it('is unknown below 20 calls, however bad the share', () => {
    expect(shareLevel(ratio(0, 19), 0.8, 'breach')).toBe('unknown');
    expect(shareLevel(ratio(0, 20), 0.8, undefined)).toBe('breach');
    expect(shareLevel(ratio(0, 0), 0.8, undefined)).toBe('unknown');
  });

  it('is taken back only with a margin, and raised without one', () => {
    expect(shareLevel(ratio(8_010, 10_000), 0.8, 'warning')).toBe('warning');
    expect(shareLevel(ratio(8_025, 10_000), 0.8, 'warning')).toBe('ok');
    expect(shareLevel(ratio(7_999, 10_000), 0.8, 'ok')).toBe('warning');
    expect(shareLevel(ratio(8_010, 10_000), 0.8, 'breach')).toBe('warning');
  });
});

describe('the level of the longest wait', () => {
  it('rises at once and falls after ten calm seconds', () => {
    const steps: readonly (readonly [atMs: number, waitMs: number, level: string])[] = [
      [0, 20_000, 'ok'],
      [1_000, 20_001, 'warning'],
      [2_000, 60_001, 'breach'],
      [3_000, 1_000, 'breach'],
      [9_000, 61_000, 'breach'],
      [10_000, 0, 'breach'],
      [10_000 + CALM_MS - 1, 0, 'breach'],
      [10_000 + CALM_MS, 0, 'ok'],
    ];
    let held: HeldLevel = CALM;
    for (const [at, wait, level] of steps) {
      held = waitLevel(wait, THRESHOLD_MS, held, NOW + at);
      expect([at, held.level]).toEqual([at, level]);
    }
  });
});
