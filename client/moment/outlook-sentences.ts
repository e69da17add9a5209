import type { Board, Outlook, OutlookBasis } from '../../server/contract/wall.ts';
import { LIKELY_MISSED, WANTED_PROBABILITY } from '../../server/contract/today.ts';
import { formatCount, formatPercent, type Language } from '../text/format.ts';
import type { MomentTexts } from '../text/moment-texts.ts';
import type { Tone } from './city-state.ts';

/** A sentence around a figure, or one without. */
export interface OutlookSentence {
  /** Up to the figure; the whole sentence where there is none. */
  readonly text: string;
  readonly figure: string | null;
  /** What follows the figure. */
  readonly rest: string;
  readonly tone: Tone;
}

export interface OutlookFacts {
  readonly moment: MomentTexts;
  readonly language: Language;
  /** Server time for which the figures hold. */
  readonly figuresAt: number;
  timeOfDay(instant: number | null): string;
}

/** What a wall and the desk say of the rest of the day. */
export function outlookSentences(board: Board, facts: OutlookFacts): readonly OutlookSentence[] {
  const { outlook } = board;
  const words = facts.moment.outlook;
  if (outlook === null)
    return [{ text: words.none[board.noOutlook ?? 'pending'], figure: null, rest: '', tone: 'plain' }];
  const nameOf = cityNames(board);
  const missed = likelyMissed(outlook);
  const holds =
    missed > 1
      ? words.missedBy(missed, board.cities.length, nameOf(outlook.city))
      : words.holds(nameOf(outlook.city));
  const sentences: OutlookSentence[] = [
    {
      text: holds.before,
      figure: formatProbability(outlook.holdsProbability, facts.language),
      rest: holds.after,
      tone: toneOf(outlook.holdsProbability),
    },
  ];
  if (outlook.move !== null) {
    const { kind, agents, fromGroup, forCity, fromLocal, toLocal, holdsProbabilityAfter } = outlook.move;
    sentences.push({
      text: words.move[kind]({ agents, fromGroup, city: nameOf(forCity), from: fromLocal, to: toLocal }),
      figure: formatProbability(holdsProbabilityAfter, facts.language),
      rest: words.end,
      tone: toneOf(holdsProbabilityAfter),
    });
  }
  if (outlook.backlogClearedAt !== null && hasBacklog(board) && outlook.backlogClearedAt > facts.figuresAt)
    sentences.push({
      text: words.backlog(facts.timeOfDay(outlook.backlogClearedAt)),
      figure: null,
      rest: '',
      tone: 'plain',
    });
  return sentences;
}

/** The same in as few words as fit beside others; `null`: there is no outlook. */
export function outlookBrief(board: Board, { moment, language }: OutlookFacts): OutlookSentence | null {
  const { outlook } = board;
  if (outlook === null) return null;
  const words = moment.outlook.brief;
  const missed = likelyMissed(outlook);
  const tone = toneOf(outlook.holdsProbability);
  if (missed > 1) return { text: words.missedBy(missed, board.cities.length), figure: null, rest: '', tone };
  const figure = formatProbability(outlook.holdsProbability, language);
  return { text: words.holds(cityNames(board)(outlook.city)), figure, rest: '', tone };
}

function cityNames({ cities }: Board): (id: string) => string {
  return (id) => cities.find((city) => city.id === id)?.name ?? id;
}

/** How many cities are more likely to miss their target than to keep it. */
function likelyMissed({ holdsProbability, alsoMissed }: Outlook): number {
  return holdsProbability < LIKELY_MISSED ? 1 + alsoMissed.length : 0;
}

/** Callers who wait longer than the contract of their city wants; somebody who has just come is no backlog. */
function hasBacklog({ cities }: Board): boolean {
  return cities.some(({ waiting, waitStatus }) => waiting > 0 && waitStatus !== 'ok');
}

/** How the outlook comes about: formula, when it was estimated, and what it rests on. */
export function explainOutlook(
  holdsProbability: number,
  { estimatedAt, callsToCome, good, counted, leastAgents, mostAgents }: OutlookBasis,
  facts: OutlookFacts,
): { readonly value: string; readonly formula: string; readonly span: string; readonly base: string } {
  const { language } = facts;
  const words = facts.moment.outlook.explain;
  const count = (value: number): string => formatCount(value, language);
  return {
    value: formatProbability(holdsProbability, language),
    formula: words.formula,
    span: words.span(facts.timeOfDay(estimatedAt)),
    base: words.base(
      counted === 0 ? words.noCallsYet : words.partOf(count(good), count(counted)),
      count(callsToCome),
      leastAgents === mostAgents ? count(leastAgents) : `${count(leastAgents)}–${count(mostAgents)}`,
    ),
  };
}

/** A forecast is never certain: what would round to 0 or 100 % is said as less or more than the last whole per cent. */
function formatProbability(probability: number, language: Language): string {
  if (probability > 0.99) return `>\u00a0${formatPercent(0.99, language)}`;
  if (probability < 0.01) return `<\u00a0${formatPercent(0.01, language)}`;
  return formatPercent(probability, language);
}

function toneOf(probability: number): Tone {
  if (probability >= WANTED_PROBABILITY) return 'ok';
  return probability >= LIKELY_MISSED ? 'warning' : 'breach';
}
