import { expect, it } from 'vitest';
import { instant, MINUTE_MS } from '../../../../forecasting/time/index.ts';
import { SteadyOutlook, type Estimate } from '../../../../server/planning/intraday/steady-outlook.ts';
import { sampleBasis } from '../../../support/sample-board.ts';

const START = Date.UTC(2026, 10, 23, 8, 1);

function estimated(chance: number, at: number, city = 'koeln'): Estimate {
  const basis = sampleBasis(at);
  return {
    outlook: { city, holdsProbability: chance, basis, move: null, backlogClearedAt: at + MINUTE_MS },
    steering: { cities: [{ city, holdsProbability: chance, basis }], proposals: [] },
  };
}

/** Two looks a minute, the chances a look each. */
function shownAfter(chances: readonly number[], steady = new SteadyOutlook()): (number | undefined)[] {
  return chances.map((chance, look) => {
    const at = instant(START + look * 30_000);
    return steady.after(estimated(chance, at), at).outlook?.holdsProbability;
  });
}

it('says one figure while the chance only flickers', () => {
  const flickering = [0.9, 0.92, 0.89, 0.93, 0.88, 0.95, 0.9, 0.86, 0.91, 0.92, 0.89, 0.95, 0.87, 0.9];
  expect(new Set(shownAfter(flickering))).toEqual(new Set([0.9]));
});

it('follows a chance that has really moved, within minutes', () => {
  const falling = [...new Array<number>(10).fill(0.9), ...new Array<number>(10).fill(0.8)];
  const shown = shownAfter(falling);
  expect(shown.slice(0, 12)).toEqual(new Array(12).fill(0.9));
  expect(shown.at(-1)).toBe(0.8);
});

it('follows at once when plan or absences are other ones', () => {
  const steady = new SteadyOutlook();
  shownAfter([0.99, 0.99, 0.99], steady);
  steady.forget();
  const at = instant(START + 2 * MINUTE_MS);
  expect(steady.after(estimated(0.1, at), at).outlook?.holdsProbability).toBe(0.1);
});

it('shows outlook, chances and moves of one and the same reckoning, but the backlog of this moment', () => {
  const steady = new SteadyOutlook();
  shownAfter([0.9], steady);
  const at = instant(START + MINUTE_MS);
  const { outlook, steering } = steady.after(estimated(0.92, at), at);
  expect(outlook?.holdsProbability).toBe(steering?.cities[0]?.holdsProbability);
  expect(outlook?.basis.estimatedAt).toBe(START);
  expect(outlook?.backlogClearedAt).toBe(at + MINUTE_MS);
});

it('says nothing any more when there is nothing to say', () => {
  const steady = new SteadyOutlook();
  shownAfter([0.9], steady);
  const at = instant(START + MINUTE_MS);
  expect(steady.after({ outlook: null, steering: null }, at)).toEqual({ outlook: null, steering: null });
});
