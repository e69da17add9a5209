import { describe, expect, it } from 'vitest';
import type { Liveness } from '../../../client/live/staleness.ts';
import { wallTexts } from '../../../client/text/wall-texts.ts';
import { agentSegments } from '../../../client/wall/joint/agent-bar.ts';
import { explainCity, explainJoint } from '../../../client/wall/explain-city.ts';
import { outlookBrief, outlookSentences } from '../../../client/moment/outlook-sentences.ts';
import { momentTexts } from '../../../client/text/moment-texts.ts';
import { troubleView } from '../../../client/moment/trouble-view.ts';
import { formatTimeOfDay } from '../../../client/text/format.ts';
import { noAgents, sampleBasis, sampleBoard, SAMPLE_NOW } from '../../support/sample-board.ts';

const board = sampleBoard();
const facts = {
  texts: wallTexts.de,
  moment: momentTexts.de,
  language: 'de' as const,
  figuresAt: SAMPLE_NOW,
  timeOfDay: (instant: number | null) => formatTimeOfDay(instant, 60),
};

describe('trouble', () => {
  const troubles: readonly Liveness[] = [
    { kind: 'feedSilent', reason: null, elapsed: 42_000 },
    { kind: 'feedNever', reason: null },
    { kind: 'serverLost', elapsed: 42_000 },
    { kind: 'serverRestarting' },
    { kind: 'asleep' },
    { kind: 'storeFailed' },
  ];

  it('has words and a shape of its own for each kind, in both languages', () => {
    for (const texts of [momentTexts.de, momentTexts.en]) {
      const views = troubles.map((liveness) => troubleView(liveness, texts));
      expect(new Set(views.map((view) => view?.headline)).size).toBe(troubles.length);
      expect(new Set(views.map((view) => view?.shape)).size).toBe(troubles.length);
    }
  });

  it.each(['refused', 'catchingUp', 'eventsMissing'] as const)(
    'names the reason %s in other words than silence, with the time of the figures only where there are any',
    (reason) => {
      for (const texts of [momentTexts.de, momentTexts.en]) {
        const silent = troubleView({ kind: 'feedSilent', reason, elapsed: 42_000 }, texts);
        const never = troubleView({ kind: 'feedNever', reason }, texts);
        expect(silent?.headline).not.toBe(texts.trouble.feedSilent('0:42'));
        expect(never?.headline).not.toBe(texts.trouble.feedNever);
        expect([silent?.tellsAsOf, never?.tellsAsOf]).toEqual([true, false]);
      }
    },
  );

  it('says since when, but tells a screen reader once and not every second', () => {
    const [first, later] = [42_000, 43_000].map((elapsed) =>
      troubleView({ kind: 'feedSilent', reason: null, elapsed }, momentTexts.de),
    );
    expect(first?.headline).toBe('Keine Daten von der Telefonanlage seit 0:42');
    expect(later?.headline).not.toBe(first?.headline);
    expect(later?.announcement).toBe(first?.announcement);
  });

  it('is silent while all is well', () => {
    expect(troubleView({ kind: 'live' }, momentTexts.de)).toBeNull();
  });
});

describe('the outlook', () => {
  it('is a sentence with a probability and one move', () => {
    const sentences = outlookSentences(board, facts).map(({ text, figure, rest }) =>
      `${text}${figure ?? ''}${rest}`.replaceAll(/[\u2060\u202f]/g, ''),
    );
    expect(sentences).toEqual([
      'Köln erreicht das Tagesziel mit 64% Wahrscheinlichkeit.',
      'Zwei aus Gruppe Bonn für Köln, 09:45–10:30: 88%.',
    ]);
  });

  it('says what is asked of the agents: another break, other calls or a longer day', () => {
    const { outlook } = board;
    if (!outlook?.move) throw new Error('the sample has a move');
    const { move } = outlook;
    const words = (kind: 'break' | 'lend' | 'stay', language: 'de' | 'en'): string | undefined =>
      outlookSentences(
        { ...board, outlook: { ...outlook, move: { ...move, kind } } },
        { ...facts, moment: momentTexts[language] },
      )[1]?.text.replaceAll('\u2060', '');
    expect(words('break', 'de')).toBe('Zwei aus Gruppe Bonn mit anderer Pause statt 09:45–10:30: ');
    expect(words('stay', 'de')).toBe('Zwei aus Gruppe Bonn länger da, bis 10:30: ');
    expect(words('lend', 'en')).toBe('Two from group Bonn for Köln, 09:45–10:30: ');
    expect(words('stay', 'en')).toBe('Two from group Bonn staying longer, until 10:30: ');
  });

  it('never says that a day is certain, either way', () => {
    const figure = (holdsProbability: number) => {
      const outlook = {
        city: 'koeln',
        holdsProbability,
        alsoMissed: [],
        basis: sampleBasis(SAMPLE_NOW),
        move: null,
        backlogClearedAt: null,
      };
      return outlookSentences({ ...board, outlook }, facts)[0]?.figure?.replaceAll(/\s/g, ' ');
    };
    expect([1, 0.9999, 0.99, 0.5, 0.01, 0.0001, 0].map(figure)).toEqual([
      '> 99 %',
      '> 99 %',
      '99 %',
      '50 %',
      '1 %',
      '< 1 %',
      '< 1 %',
    ]);
  });

  it('names no single city where several are likely to miss their target', () => {
    const { outlook } = board;
    if (!outlook) throw new Error('the sample has an outlook');
    const told = (alsoMissed: readonly string[], holdsProbability: number, language: 'de' | 'en' = 'de') => {
      const [first] = outlookSentences(
        { ...board, outlook: { ...outlook, holdsProbability, alsoMissed: [...alsoMissed] } },
        { ...facts, moment: momentTexts[language], language },
      );
      return `${first?.text ?? ''}${first?.figure ?? ''}`.replaceAll(/[\s\u202f]/g, ' ');
    };
    expect(told(['bonn', 'leverkusen'], 0)).toBe(
      'Keine Stadt erreicht voraussichtlich das Tagesziel; Köln: < 1 %',
    );
    expect(told(['bonn'], 0.12)).toBe('2 von 3 Städten verfehlen voraussichtlich das Tagesziel; Köln: 12 %');
    expect(told(['bonn', 'leverkusen'], 0, 'en')).toMatch(
      /^No city is likely to meet today’s target; Köln: /,
    );
    expect(told([], 0.12)).toBe('Köln erreicht das Tagesziel mit 12 %');
    const brief = (alsoMissed: string[], holdsProbability: number) =>
      outlookBrief({ ...board, outlook: { ...outlook, holdsProbability, alsoMissed } }, facts);
    expect(brief(['bonn', 'leverkusen'], 0.1)).toMatchObject({ tone: 'breach', figure: null });
    expect(brief(['bonn'], 0.1)?.text).toBe('Tagesziel: in 2 von 3 Städten unwahrscheinlich');
    expect(brief([], 0.95)).toMatchObject({ text: 'Köln: Chance aufs Tagesziel ', tone: 'ok' });
  });

  it('says what is missing while there is none', () => {
    expect(outlookSentences({ ...board, outlook: null, noOutlook: 'roster' }, facts)).toMatchObject([
      { figure: null, text: momentTexts.de.outlook.none.roster },
    ]);
  });
});

describe('an explanation', () => {
  it('gives formula, span and base of every figure', () => {
    const [koeln] = board.cities;
    if (koeln === undefined) throw new Error('the sample has Köln');
    for (const row of [...explainCity(koeln, facts), ...explainJoint(board, facts)])
      for (const part of [row.name, row.value, row.formula, row.span, row.base]) expect(part).not.toBe('');
    expect(explainJoint(board, facts)[0]).toMatchObject({
      name: 'Ausblick, Köln',
      base: 'bisher 657 von 842 im Ziel, noch rund 3.110 Anrufe erwartet, dafür 31–47 am Telefon',
      span: 'berechnet um 09:41; gilt, bis er sich um mindestens 5 Prozentpunkte ändert',
    });
    expect(explainCity(koeln, facts)[2]).toMatchObject({
      name: 'Servicelevel',
      formula: 'angenommen in 20 s ÷ (angenommen + aufgelegt)',
      span: 'heute 07:00–09:41',
      base: '657 von 842',
    });
  });
});

describe('agents', () => {
  it('who ring or hold are in a conversation, and the unreachable are shown only when there are any', () => {
    expect(agentSegments({ ...noAgents, talking: 3, ringing: 1, onHold: 2 })[0]).toEqual({
      group: 'talking',
      count: 6,
    });
    expect(agentSegments(noAgents).map((segment) => segment.group)).toEqual([
      'talking',
      'wrapUp',
      'ready',
      'onBreak',
    ]);
    expect(agentSegments({ ...noAgents, unreachable: 1 })).toHaveLength(5);
  });
});
