import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresAge, livenessAt, type Hearing } from '../../../client/live/staleness.ts';

const START = 1_000;
const never: Hearing = {
  startedAt: START,
  heardAt: null,
  feed: null,
  wokeAt: null,
  restarting: false,
  refusal: null,
};
const heard: Hearing = {
  ...never,
  heardAt: 50_000,
  feed: { feed: 'live', feedReason: null, feedAgeMilliseconds: 800 },
};

describe('livenessAt', () => {
  it('is live up to four seconds of silence and lost after', () => {
    expect(livenessAt(heard, 50_000)).toEqual({ kind: 'live' });
    expect(livenessAt(heard, 54_000)).toEqual({ kind: 'live' });
    expect(livenessAt(heard, 54_001)).toEqual({ kind: 'serverLost', elapsed: 4_001 });
  });

  it('waits for the first word, then says that the server cannot be reached', () => {
    expect(livenessAt(never, START + 4_000)).toEqual({ kind: 'connecting' });
    expect(livenessAt(never, START + 4_001)).toEqual({ kind: 'unreachable' });
  });

  it('tells a silent telephone system from a lost server, and since when', () => {
    const silent: Hearing = {
      ...heard,
      feed: { feed: 'stale', feedReason: null, feedAgeMilliseconds: 41_000 },
    };
    expect(livenessAt(silent, 51_000)).toEqual({ kind: 'feedSilent', reason: null, elapsed: 42_000 });
    expect(livenessAt(silent, 60_000)).toEqual({ kind: 'serverLost', elapsed: 10_000 });
  });

  it('tells "never heard" and "cannot store" from silence', () => {
    expect(
      livenessAt({ ...heard, feed: { feed: 'never', feedReason: null, feedAgeMilliseconds: null } }, 50_500)
        .kind,
    ).toBe('feedNever');
    expect(
      livenessAt(
        { ...heard, feed: { feed: 'storeFailed', feedReason: null, feedAgeMilliseconds: 0 } },
        50_500,
      ).kind,
    ).toBe('storeFailed');
  });

  it('says that the display slept until the server is heard again', () => {
    const woken: Hearing = { ...heard, wokeAt: 500_000 };
    expect(livenessAt(woken, 500_100)).toEqual({ kind: 'asleep' });
    expect(livenessAt({ ...woken, heardAt: 500_400 }, 500_500)).toEqual({ kind: 'live' });
    expect(livenessAt(woken, 504_001).kind).toBe('serverLost');
  });

  it('says that the server is being restarted at once, and that it is lost when that takes too long', () => {
    const farewell: Hearing = { ...heard, restarting: true };
    expect(livenessAt(farewell, 50_100)).toEqual({ kind: 'serverRestarting' });
    expect(livenessAt(farewell, 111_000).kind).toBe('serverLost');
  });

  it('says that the link is refused before anything else', () => {
    expect(livenessAt({ ...heard, refusal: 'not-allowed' }, 50_000)).toEqual({
      kind: 'refused',
      refusal: 'not-allowed',
    });
  });
});

const hearings = fc.record({
  startedAt: fc.constant(START),
  heardAt: fc.option(fc.integer({ min: START, max: 100_000 })),
  feed: fc.option(
    fc.record({
      feed: fc.constantFrom('live' as const, 'stale' as const, 'never' as const, 'storeFailed' as const),
      feedReason: fc.constant(null),
      feedAgeMilliseconds: fc.option(fc.nat({ max: 1e6 })),
    }),
  ),
  wokeAt: fc.option(fc.integer({ min: START, max: 100_000 })),
  restarting: fc.boolean(),
  refusal: fc.option(fc.constantFrom('not-allowed' as const, 'unknown-scope' as const)),
});

describe('whatever happened', () => {
  it('a wall is never live more than four seconds after the last word, nor with a feed that is not', () => {
    fc.assert(
      fc.property(hearings, fc.integer({ min: 0, max: 100_000 }), (hearing, later) => {
        const now = Math.max(hearing.heardAt ?? START, hearing.wokeAt ?? START) + later;
        if (livenessAt(hearing, now).kind !== 'live') return;
        expect(hearing.feed?.feed).toBe('live');
        expect(now - (hearing.heardAt ?? Number.NEGATIVE_INFINITY)).toBeLessThanOrEqual(4_000);
        expect(hearing.refusal).toBeNull();
      }),
    );
  });

  it('silence alone never makes a wall live again', () => {
    fc.assert(
      fc.property(hearings, fc.nat({ max: 50_000 }), fc.nat({ max: 50_000 }), (hearing, first, more) => {
        const now = Math.max(hearing.heardAt ?? START, hearing.wokeAt ?? START) + first;
        const wasAsleep = livenessAt(hearing, now).kind === 'asleep';
        if (livenessAt(hearing, now).kind !== 'live' && !wasAsleep)
          expect(livenessAt(hearing, now + more).kind).not.toBe('live');
      }),
    );
  });

  it('figures stand still while they are old: their age grows as time passes', () => {
    fc.assert(
      fc.property(
        hearings,
        fc.integer({ min: 4_001, max: 50_000 }),
        fc.nat({ max: 50_000 }),
        (hearing, first, more) => {
          const now = Math.max(hearing.heardAt ?? START, hearing.wokeAt ?? START) + first;
          const [age, later] = [figuresAge(hearing, now), figuresAge(hearing, now + more)];
          if (age === null || later === null || hearing.restarting) return;
          expect(later - age).toBe(more);
        },
      ),
    );
  });
});
