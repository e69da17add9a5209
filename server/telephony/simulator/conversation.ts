import type { Random } from '../../../forecasting/maths/index.ts';
import type { CallEnd } from '../../live/events/call-event.ts';
import { pickWeighted } from './distributions.ts';

/** What people call a town hall about, by weight. */
const topics = [
  ['Meldewesen', 22],
  ['Ausweise', 20],
  ['Kfz-Zulassung', 15],
  ['Abfall', 9],
  ['Terminvergabe', 9],
  ['Wohngeld', 6],
  ['Steuern', 6],
  ['Urkunden', 5],
  ['Bauen', 4],
  ['Sonstiges', 4],
] as const;

const WRONG_NUMBER_SHARE = 0.015;
const UNCODED_SHARE = 0.03;
const TRANSFER_SHARE_OF_UNSOLVED = 0.35;
const ASKED_SHARE = 0.2;
const RESPONSE_SHARE = 0.35;

const marks = [
  [1, 40],
  [2, 39],
  [3, 14],
  [4, 4],
  [5, 2],
  [6, 1],
] as const;

/** How a conversation comes out. */
export interface Conversation {
  readonly endedBy: CallEnd;
  /** `null`: the agent entered no closing code. */
  readonly closing: {
    readonly code: string;
    readonly solved: boolean | null;
    readonly wrongNumber: boolean;
  } | null;
  readonly asked: boolean;
  readonly mark: 1 | 2 | 3 | 4 | 5 | 6 | null;
}

/** Draws the outcome of one conversation. @param firstContactShare share of those that settle the matter */
export function drawConversation(random: Random, firstContactShare: number): Conversation {
  const wrongNumber = random() < WRONG_NUMBER_SHARE;
  const solved = random() < firstContactShare;
  const transferred = !solved && !wrongNumber && random() < TRANSFER_SHARE_OF_UNSOLVED;
  const code = wrongNumber ? 'Falsch verbunden' : pickWeighted(random, topics);
  const coded = random() >= UNCODED_SHARE;
  const asked = !wrongNumber && random() < ASKED_SHARE;
  return {
    endedBy: transferred ? 'transfer' : random() < 0.8 ? 'caller' : 'agent',
    closing: coded ? { code, solved: wrongNumber ? null : solved, wrongNumber } : null,
    asked,
    mark: asked && random() < RESPONSE_SHARE ? pickWeighted(random, marks) : null,
  };
}
