import { describe, expect, it } from 'vitest';
import { cityColours, contrast, DARK_PANEL, LIGHT_PANEL } from '../../../server/contract/city-colours.ts';

const hues = Array.from({ length: 361 }, (_, hue) => hue);

/** Each pair of colours that stand on each other, and the least contrast that WCAG 2.2 AA asks for there. */
const pairs: Readonly<Record<string, (hue: number) => readonly [string, string, number]>> = {
  'a name on light': (hue) => [cityColours(hue).text, LIGHT_PANEL, 4.5],
  'a letter on its fill': (hue) => [cityColours(hue).text, cityColours(hue).fill, 4.5],
  'a mark on light': (hue) => [cityColours(hue).mark, LIGHT_PANEL, 3],
  'a name on a dark wall': (hue) => [cityColours(hue).dark, DARK_PANEL, 4.5],
};

describe('a city’s colours from one hue', () => {
  for (const [what, pair] of Object.entries(pairs))
    it(`hold the contrast of ${what}, whatever the hue`, () => {
      const short = hues.filter((hue) => {
        const [one, other, least] = pair(hue);
        return contrast(one, other) < least;
      });
      expect(short).toEqual([]);
    });

  it('tell an edge from the fill inside it and from the page around it', () => {
    const flat = hues.filter((hue) => {
      const { edge, fill } = cityColours(hue);
      return contrast(edge, fill) < 1.5 || contrast(edge, LIGHT_PANEL) < 1.8;
    });
    expect(flat).toEqual([]);
  });

  it('differ for hues that lie apart', () => {
    expect(new Set([20, 90, 145, 250, 310].map((hue) => cityColours(hue).mark)).size).toBe(5);
  });

  it('are measured as WCAG does: 21 for black on white, 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
    expect(contrast('#cf4a5c', '#cf4a5c')).toBe(1);
  });
});
