import type { Board } from '../../../server/contract/wall.ts';
import { formatCount, type Language } from '../../text/format.ts';
import type { WallTexts } from '../../text/wall-texts.ts';

/**
 * Heading of the pool of agents: how many are planned on the phones in this interval, so that present and planned stand
 * side by side; on a stale wall the time that its figures are from, as the plan is then shown among what still holds.
 *
 * @param asOf time of stale figures in words; `null` while the wall is live
 */
export function poolTitle(board: Board, asOf: string | null, texts: WallTexts, language: Language): string {
  if (asOf !== null) return texts.pool.titleThen(asOf);
  const { planned } = board.pool.staffing;
  if (planned !== null) return texts.pool.titlePlanned(formatCount(planned, language));
  return board.scope === 'all' ? texts.pool.title : texts.pool.titleAlone;
}

/** Letters of title and head-counts that fit on one line of the panel at the size of words. */
const MOST_LETTERS = 44;

/** Whether the head of the pool needs smaller letters: hundreds of agents, or a need that is not planned yet. */
export function isLongHead(title: string, headCounts: string): boolean {
  return title.length + headCounts.length > MOST_LETTERS;
}
