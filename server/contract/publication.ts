import type { DraftAnswer, PublicationSummary } from './plan.ts';

/** A published version with its roster. */
export interface PublicationAnswer
  extends PublicationSummary, Pick<DraftAnswer, 'problem' | 'roster' | 'reader' | 'others'> {
  /** The requirement that its draft was made from, while both are there. */
  readonly requirementId: string | null;
}
