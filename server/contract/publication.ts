import type { DraftAnswer, PublicationReport, PublicationSummary } from './plan.ts';

/** A published version with its roster. */
export interface PublicationAnswer
  extends PublicationSummary, Pick<DraftAnswer, 'problem' | 'roster' | 'reader' | 'others'> {
  /** The requirement that its draft was made from, while both are there. */
  readonly requirementId: string | null;
}

/** A version in the list of them: of its report the move alone that it was made for. */
export interface PublicationRow extends Omit<PublicationSummary, 'report'> {
  readonly move: NonNullable<PublicationReport['move']> | null;
}
