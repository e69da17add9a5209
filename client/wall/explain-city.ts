import type { Board, CityBoard } from '../../server/contract/wall.ts';
import { formatCount, formatDecimal, formatDuration, formatPercent, type Language } from '../text/format.ts';
import { explainOutlook } from '../moment/outlook-sentences.ts';
import type { MomentTexts } from '../text/moment-texts.ts';
import type { WallTexts } from '../text/wall-texts.ts';
import { signedIn } from './joint/agent-bar.ts';

/** How one figure comes about: what it is now, its formula, over which span, and the sums behind it. */
export interface ExplanationRow {
  readonly name: string;
  readonly value: string;
  readonly formula: string;
  readonly span: string;
  readonly base: string;
}

export interface ExplainingFacts {
  readonly texts: WallTexts;
  readonly moment: MomentTexts;
  readonly language: Language;
  readonly figuresAt: number;
  timeOfDay(instant: number | null): string;
}

export function explainCity(city: CityBoard, facts: ExplainingFacts): readonly ExplanationRow[] {
  const { texts, language, figuresAt } = facts;
  const words = texts.explain;
  const count = (value: number): string => formatCount(value, language);
  const time = facts.timeOfDay(figuresAt);
  const today = words.today(city.hours.opensAtLocal ?? '0:00', time);
  const { serviceLevel, answerRate } = city;
  return [
    {
      name: facts.moment.waiting(2),
      value: count(city.waiting),
      formula: words.waiting,
      span: time,
      base: words.waitingBase(
        count(city.today.offered),
        count(city.today.answered),
        count(city.today.abandoned),
      ),
    },
    {
      name: texts.longestWait,
      value: formatDuration(city.longestWaitingSince === null ? null : figuresAt - city.longestWaitingSince),
      formula: words.longestWait,
      span: time,
      base: words.waitingCalls(count(city.waiting)),
    },
    {
      name: texts.serviceLevel,
      value: formatPercent(serviceLevel.value, language, serviceLevel.target),
      formula: words.variants[serviceLevel.variant](serviceLevel.thresholdSeconds),
      span: today,
      base: texts.partOf(count(serviceLevel.numerator), count(serviceLevel.denominator)),
    },
    {
      name: texts.answerRate,
      value: formatPercent(answerRate.value, language, answerRate.target),
      formula: words.answerRate,
      span: today,
      base: texts.partOf(count(answerRate.numerator), count(answerRate.denominator)),
    },
    {
      name: texts.agents.title,
      value: count(city.staffing.present),
      formula: words.agents,
      span: time,
      base: words.people(count(signedIn(city.agents))),
    },
  ];
}

export function explainJoint(board: Board, facts: ExplainingFacts): readonly ExplanationRow[] {
  const { texts, language } = facts;
  const words = texts.explain;
  const count = (value: number): string => formatCount(value, language);
  const { firstContact, satisfaction } = board.quality;
  const { goodInterval } = satisfaction;
  const { outlook } = board;
  const nameOf = (id: string): string => board.cities.find((city) => city.id === id)?.name ?? id;
  return [
    ...(outlook === null
      ? []
      : [
          {
            name: `${facts.moment.outlook.title}, ${nameOf(outlook.city)}`,
            ...explainOutlook(outlook.holdsProbability, outlook.basis, facts),
          },
        ]),
    {
      name: texts.pool.title,
      value: count(board.pool.staffing.present),
      formula: words.pool,
      span: facts.timeOfDay(facts.figuresAt),
      base: words.people(count(signedIn(board.pool.agents))),
    },
    {
      name: texts.quality.firstContact,
      value: formatPercent(firstContact.value, language),
      formula: words.firstContact,
      span: words.todayPlain,
      base: texts.partOf(count(firstContact.numerator), count(firstContact.denominator)),
    },
    {
      name: texts.quality.satisfaction,
      value: formatDecimal(satisfaction.meanMark, 1, language),
      formula: words.satisfaction,
      span: words.todayPlain,
      base:
        goodInterval === null
          ? words.satisfactionBaseFew(count(satisfaction.marks), count(satisfaction.asked))
          : words.satisfactionBase(
              count(satisfaction.marks),
              count(satisfaction.asked),
              formatPercent(goodInterval.low, language),
              formatPercent(goodInterval.high, language),
            ),
    },
  ];
}
