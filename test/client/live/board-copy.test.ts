import { describe, expect, it } from 'vitest';
import { copyOfSnapshot, patchedCopy } from '../../../client/live/board-copy.ts';
import { sampleBoard, SAMPLE_NOW } from '../../support/sample-board.ts';

const copy = copyOfSnapshot({ scope: 'all', revision: 7, serverNow: SAMPLE_NOW, board: sampleBoard() });
const patch = (revision: number, path: (string | number)[], value: unknown) => ({
  scope: 'all',
  revision,
  serverNow: SAMPLE_NOW,
  changes: [{ path, value }],
});

describe('patchedCopy', () => {
  it('follows a patch that follows', () => {
    const next = patchedCopy(copy, patch(8, ['cities', 0, 'waiting'], 12));
    expect(next?.revision).toBe(8);
    expect(next?.board.cities[0]?.waiting).toBe(12);
    expect(next?.board.cities[1]).toBe(copy.board.cities[1]);
  });

  it('asks for a snapshot after a gap', () => {
    expect(patchedCopy(copy, patch(9, ['cities', 0, 'waiting'], 12))).toBeNull();
  });

  it('leaves alone what it knows already and what is for another scope', () => {
    expect(patchedCopy(copy, patch(7, ['cities', 0, 'waiting'], 12))).toBe(copy);
    expect(patchedCopy(copy, { ...patch(8, ['title'], 'x'), scope: 'bonn' })).toBe(copy);
  });

  it('asks for a snapshot when a patch makes no board', () => {
    expect(patchedCopy(copy, patch(8, ['cities', 0, 'waiting'], -1))).toBeNull();
    expect(patchedCopy(copy, patch(8, ['cities', 99], {}))).toBeNull();
    expect(patchedCopy(copy, patch(8, [], 'nonsense'))).toBeNull();
  });
});
