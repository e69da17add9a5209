import * as v from 'valibot';
import { applyChanges } from '../../server/contract/board-change.ts';
import type { WallPatch, WallSnapshot } from '../../server/contract/events.ts';
import { boardSchema, type Board } from '../../server/contract/wall.ts';

/** The wall's copy of the server's board, with the revision it stands at. */
export interface BoardCopy {
  readonly revision: number;
  readonly board: Board;
}

export function copyOfSnapshot(snapshot: WallSnapshot): BoardCopy {
  return { revision: snapshot.revision, board: snapshot.board };
}

/**
 * The copy after a patch; `null` if the patch does not follow or leads to no board: time for a fresh snapshot.
 * A patch that is known already (it came with a recovered connection) changes nothing.
 */
export function patchedCopy(copy: BoardCopy, patch: WallPatch): BoardCopy | null {
  if (patch.scope !== copy.board.scope) return copy;
  if (patch.revision <= copy.revision) return copy;
  if (patch.revision !== copy.revision + 1) return null;
  try {
    const board = applyChanges(copy.board, patch.changes);
    return v.is(boardSchema, board) ? { revision: patch.revision, board } : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
