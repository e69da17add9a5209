import type { RosterShift } from '../../../../forecasting/roster/index.ts';
import { groupsFor, movedShift, resizedShift, shiftFrom, startsFor, STEP_MINUTES } from './edit-shift.ts';
import { coverOn, plannedPerInterval } from './coverage.ts';
import type { RosterEditor } from './roster-editor.svelte.ts';

/** A key with its modifiers, as the browser reports it. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * The grid by keyboard. Arrows walk, Ctrl+arrow moves the shift by a quarter hour, Shift+arrow its end,
 * Alt+Shift+arrow its start, Ctrl+up/down gives it to the neighbour, Enter plans the best-fitting shift,
 * Delete frees the day, P pins, Ctrl+Z and Ctrl+Y step back and forth.
 *
 * @param order rows as shown: indexes of people, top to bottom
 * @returns true when the key was meant for the grid
 */
export function pressKey(editor: RosterEditor, press: KeyPress, order: readonly number[]): boolean {
  const control = press.ctrlKey || press.metaKey;
  const { agentIndex, dayIndex } = editor.selection;
  const shift = editor.selectedShift;
  switch (press.key) {
    case 'ArrowUp':
    case 'ArrowDown': {
      const neighbour = order[order.indexOf(agentIndex) + (press.key === 'ArrowUp' ? -1 : 1)];
      if (neighbour === undefined) return true;
      if (control && shift !== null) editor.swap(agentIndex, neighbour, dayIndex);
      else editor.select(neighbour, dayIndex);
      return true;
    }
    case 'ArrowLeft':
    case 'ArrowRight': {
      const minutes = press.key === 'ArrowLeft' ? -STEP_MINUTES : STEP_MINUTES;
      if (control) change(editor, shift && movedShift(shift, minutes));
      else if (press.shiftKey)
        change(editor, shift && resizedShift(editor.problem, shift, press.altKey ? 'start' : 'end', minutes));
      else editor.select(agentIndex, dayIndex + Math.sign(minutes));
      return true;
    }
    case 'Home':
    case 'End':
      editor.select(agentIndex, press.key === 'Home' ? 0 : editor.problem.days.length - 1);
      return true;
    case 'PageUp':
    case 'PageDown': {
      const at = order.indexOf(agentIndex) + (press.key === 'PageUp' ? -10 : 10);
      editor.select(order[Math.min(Math.max(at, 0), order.length - 1)] ?? agentIndex, dayIndex);
      return true;
    }
    case 'Enter':
      if (shift === null) change(editor, bestShift(editor, agentIndex, dayIndex));
      return true;
    case 'Delete':
    case 'Backspace':
      if (shift !== null) editor.put(agentIndex, dayIndex, null);
      return true;
    case 'p':
    case 'P':
      if (control) return false;
      change(editor, shift && withPin(shift));
      return true;
    case 'z':
    case 'Z':
      if (!control) return false;
      if (press.shiftKey) editor.redo();
      else editor.undo();
      return true;
    case 'y':
    case 'Y':
      if (!control) return false;
      editor.redo();
      return true;
    default:
      return false;
  }
}

function change(editor: RosterEditor, shift: RosterShift | null): void {
  if (shift === null) return;
  const { agentIndex, dayIndex } = editor.selection;
  editor.put(agentIndex, dayIndex, shift);
}

function withPin({ pinned, ...shift }: RosterShift): RosterShift {
  return pinned ? shift : { ...shift, pinned: true };
}

/** The lawful start that fills most of what is missing on the day; the earliest of equals. */
function bestShift(editor: RosterEditor, agentIndex: number, dayIndex: number): RosterShift | null {
  const { problem } = editor;
  const agent = problem.agents[agentIndex];
  const day = problem.days[dayIndex];
  if (agent === undefined || day === undefined) return null;
  const present = editor.expectedOn(dayIndex);
  let best: { readonly shift: RosterShift; readonly filled: number } | undefined;
  for (const group of groupsFor(problem, agent.id, day.date)) {
    const { required, planned } = coverOn(editor, dayIndex, present, group);
    for (const start of startsFor(problem, agent.id, dayIndex)) {
      const shift = shiftFrom(start, agent.id, day.date, group);
      const adds = plannedPerInterval([shift], problem.intervalMinutes);
      let filled = 0;
      adds.forEach((people, at) => {
        const missing = (required[at] ?? 0) - (planned[at] ?? 0);
        if (people > 0) filled += missing > 0 ? 1 : -0.25;
      });
      if (best === undefined || filled > best.filled) best = { shift, filled };
    }
  }
  return best?.shift ?? null;
}
