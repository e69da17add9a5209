import type { RosterShift } from '../../../../forecasting/roster/index.ts';

/** One cell before and after an edit; `null`: no shift. */
export interface CellEdit {
  readonly agentIndex: number;
  readonly dayIndex: number;
  readonly before: RosterShift | null;
  readonly after: RosterShift | null;
}

/** One step that is undone and redone as a whole. */
export type Edit = readonly CellEdit[];

/** Steps back and forth; a new step after steps back forgets those. */
export interface EditHistory {
  readonly done: readonly Edit[];
  readonly undone: readonly Edit[];
}

export const emptyHistory: EditHistory = { done: [], undone: [] };

const LONGEST_HISTORY = 500;

export function withEdit(history: EditHistory, edit: Edit): EditHistory {
  return { done: [...history.done, edit].slice(-LONGEST_HISTORY), undone: [] };
}

/** @returns the cells to write to take the last step back, and the history after it; undefined at the start */
export function stepBack(
  history: EditHistory,
): { readonly edit: Edit; readonly history: EditHistory } | undefined {
  const last = history.done.at(-1);
  if (last === undefined) return undefined;
  return {
    edit: reversed(last),
    history: { done: history.done.slice(0, -1), undone: [...history.undone, last] },
  };
}

export function stepForth(
  history: EditHistory,
): { readonly edit: Edit; readonly history: EditHistory } | undefined {
  const next = history.undone.at(-1);
  if (next === undefined) return undefined;
  return { edit: next, history: { done: [...history.done, next], undone: history.undone.slice(0, -1) } };
}

function reversed(edit: Edit): Edit {
  return edit.map((cell) => ({ ...cell, before: cell.after, after: cell.before }));
}
