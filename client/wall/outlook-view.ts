import type { Board } from '../../server/contract/wall.ts';
import { formatPercent, type Language } from '../text/format.ts';
import type { WallTexts } from '../text/wall-texts.ts';
import type { Tone } from './city-view.ts';

/** A sentence that ends with a figure, or one without. */
export interface OutlookSentence {
  readonly text: string;
  readonly figure: string | null;
  readonly tone: Tone;
}

/** From this probability on a day's target counts as safe, below the other as more likely missed than held. */
const SAFE = 0.8;
const LIKELY_MISSED = 0.5;

export interface OutlookFacts {
  readonly texts: WallTexts;
  readonly language: Language;
  timeOfDay(instant: number | null): string;
}

export function outlookSentences(board: Board, facts: OutlookFacts): readonly OutlookSentence[] {
  const { outlook } = board;
  const words = facts.texts.outlook;
  if (outlook === null) return [{ text: words.none, figure: null, tone: 'plain' }];
  const nameOf = (id: string): string => board.cities.find((city) => city.id === id)?.name ?? id;
  const sentences: OutlookSentence[] = [
    {
      text: words.holds(nameOf(outlook.city)),
      figure: formatProbability(outlook.holdsProbability, facts.language),
      tone: toneOf(outlook.holdsProbability),
    },
  ];
  if (outlook.move !== null) {
    const { kind, agents, fromGroup, forCity, fromLocal, toLocal, holdsProbabilityAfter } = outlook.move;
    sentences.push({
      text: words.move[kind]({
        agents,
        fromGroup,
        city: nameOf(forCity),
        from: fromLocal,
        to: toLocal,
      }),
      figure: formatProbability(holdsProbabilityAfter, facts.language),
      tone: toneOf(holdsProbabilityAfter),
    });
  }
  if (outlook.backlogClearedAt !== null)
    sentences.push({
      text: words.backlog(facts.timeOfDay(outlook.backlogClearedAt)),
      figure: null,
      tone: 'plain',
    });
  return sentences;
}

/** A forecast is never certain: what would round to 0 or 100 % is said as less or more than the last whole per cent. */
function formatProbability(probability: number, language: Language): string {
  if (probability > 0.99) return `>\u00a0${formatPercent(0.99, language)}`;
  if (probability < 0.01) return `<\u00a0${formatPercent(0.01, language)}`;
  return formatPercent(probability, language);
}

function toneOf(probability: number): Tone {
  if (probability >= SAFE) return 'ok';
  return probability >= LIKELY_MISSED ? 'warning' : 'breach';
}
