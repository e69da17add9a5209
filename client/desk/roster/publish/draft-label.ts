import { formatDay, type Language } from '../../../text/format.ts';

/** A draft as it is chosen: its name and days. One that was named by its days alone does not say them twice. */
export function draftLabel(
  draft: { readonly title: string; readonly from: string; readonly until: string },
  language: Language,
): string {
  const days = `${formatDay(draft.from, language)} – ${formatDay(draft.until, language)}`;
  return draft.title === `${draft.from} – ${draft.until}` ? days : `${draft.title} · ${days}`;
}
