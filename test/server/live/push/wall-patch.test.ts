import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { applyChanges } from '../../../../server/contract/board-change.ts';
import { boardSchema } from '../../../../server/contract/wall.ts';
import { wallPatch } from '../../../../server/live/push/wall-patch.ts';
import { feedAgeMilliseconds, wallSnapshot } from '../../../../server/live/push/wall-snapshot.ts';
import { sampleBoard, SAMPLE_NOW } from '../../../support/sample-board.ts';

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
};

describe('wallPatch', () => {
  it('applied to the old value gives the new one, for any two values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (from, to) => {
        expect(applyChanges(frozen(from), wallPatch(from, to))).toEqual(to);
      }),
      { numRuns: 500 },
    );
  });

  it('applied gives the new value when only some parts of a value differ', () => {
    const record = fc.record({
      waiting: fc.nat(),
      cities: fc.array(fc.record({ a: fc.nat(), b: fc.option(fc.string()) })),
    });
    fc.assert(
      fc.property(record, record, fc.boolean(), (from, other, sameCities) => {
        const to = sameCities ? { ...other, cities: from.cities } : other;
        expect(applyChanges(frozen(from), wallPatch(from, to))).toEqual(to);
      }),
    );
  });

  it('is empty exactly for equal values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(wallPatch(value, structuredClone(value))).toEqual([]);
      }),
    );
  });

  it('names only what changed', () => {
    const before = sampleBoard();
    const after = {
      ...before,
      cities: before.cities.map((city, index) => (index === 1 ? { ...city, waiting: 2 } : city)),
    };
    expect(wallPatch(before, after)).toEqual([{ path: ['cities', 1, 'waiting'], value: 2 }]);
  });

  it('replaces a list whose length changed and an object that came or went', () => {
    expect(wallPatch({ cities: [1, 2] }, { cities: [1] })).toEqual([{ path: ['cities'], value: [1] }]);
    expect(wallPatch({ ticker: null }, { ticker: { text: 'x' } })).toEqual([
      { path: ['ticker'], value: { text: 'x' } },
    ]);
  });

  it('survives the wire', () => {
    const [from, to] = [sampleBoard(3), sampleBoard(3, SAMPLE_NOW + 900_000)];
    const overTheWire: unknown = JSON.parse(JSON.stringify(wallPatch(from, to)));
    const changes = v.parse(
      v.array(v.object({ path: v.array(v.union([v.string(), v.number()])), value: v.unknown() })),
      overTheWire,
    );
    expect(v.parse(boardSchema, applyChanges(from, changes))).toEqual(to);
  });
});

describe('applyChanges', () => {
  it('keeps the parts that no change touches, so that only what changed is drawn again', () => {
    const board = frozen(sampleBoard());
    const changed = v.parse(
      v.looseObject({ cities: v.array(v.unknown()), quality: v.unknown() }),
      applyChanges(board, [{ path: ['cities', 0, 'waiting'], value: 9 }]),
    );
    expect(changed.quality).toBe(board.quality);
    expect(changed.cities[1]).toBe(board.cities[1]);
    expect(changed.cities[0]).not.toBe(board.cities[0]);
  });

  it('refuses a path that leads nowhere', () => {
    const nowhere = [
      ['pool', 'moon'],
      ['cities', 7],
      ['title', 0],
      ['cities', 'length'],
      ['__proto__', 'x'],
    ];
    for (const path of nowhere)
      expect(() => applyChanges(sampleBoard(), [{ path, value: 1 }])).toThrow(RangeError);
  });
});

describe('wallSnapshot', () => {
  it('makes no news of a source that is still live', () => {
    const before = sampleBoard(3);
    const later = sampleBoard(3);
    const next = {
      ...later,
      feed: {
        ...later.feed,
        lastHeardAt: SAMPLE_NOW,
        sources: later.feed.sources.map((source) => ({ ...source, lastHeardAt: SAMPLE_NOW })),
      },
    };
    expect(wallPatch(before, wallSnapshot(before, next))).toEqual([]);
    expect(wallSnapshot(null, next)).toBe(next);
  });

  it('tells the last sign of life of a source that fell silent', () => {
    const before = sampleBoard(3);
    const next = {
      ...before,
      feed: { ...before.feed, state: 'stale' as const, lastHeardAt: SAMPLE_NOW - 5_000 },
    };
    expect(wallSnapshot(before, next).feed.lastHeardAt).toBe(SAMPLE_NOW - 5_000);
    expect(feedAgeMilliseconds(next.feed, SAMPLE_NOW)).toBe(5_000);
    expect(feedAgeMilliseconds({ ...next.feed, lastHeardAt: null }, SAMPLE_NOW)).toBeNull();
  });
});
