import * as v from 'valibot';
import { saveDraftSchema, type SaveDraft } from '../../../../server/contract/plan.ts';

const keyOf = (draftId: string): string => `leitstand.draft.${draftId}`;

/** Keeps the unsaved cells of a draft in this tab; `null` forgets them. A full store keeps nothing. */
export function keepEdits(draftId: string, changes: SaveDraft | null): void {
  if (changes === null) return forgetEdits(draftId);
  try {
    sessionStorage.setItem(keyOf(draftId), JSON.stringify(changes));
  } catch {
    forgetEdits(draftId);
  }
}

export function forgetEdits(draftId: string): void {
  sessionStorage.removeItem(keyOf(draftId));
}

/** Unsaved cells of an earlier visit; `null` where there are none, or none that can be read. */
export function keptEdits(draftId: string): SaveDraft | null {
  const kept = sessionStorage.getItem(keyOf(draftId));
  if (kept === null) return null;
  try {
    const read = v.safeParse(saveDraftSchema, JSON.parse(kept));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}
