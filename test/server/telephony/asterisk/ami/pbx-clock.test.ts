import { describe, expect, it } from 'vitest';
import { instant } from '../../../../../forecasting/time/instant.ts';
import { PbxClock } from '../../../../../server/telephony/asterisk/ami/pbx-clock.ts';

const START = 1_795_428_000_000;

/** Messages every ten seconds, 30 ms under way; the PBX's clock is `ahead` seconds ahead of ours. */
function listening() {
  const clock = new PbxClock();
  let now = START;
  return {
    /** @returns how far the told times were from the true ones, greatest and last, seconds */
    hear(ahead: number, seconds: number): { readonly greatest: number; readonly last: number } {
      const errors = Array.from({ length: seconds / 10 }, () => {
        now += 10_000;
        const stamp = ((now + ahead * 1_000) / 1_000).toFixed(6);
        return (clock.timeOf(stamp, instant(now + 30)) - now) / 1_000;
      });
      return { greatest: Math.max(...errors.map(Math.abs)), last: errors.at(-1) ?? Number.NaN };
    },
  };
}

describe('the clock of a PBX', () => {
  it.each([-3_600, -90, 0, 1.5, 40, 7_200])('that is %i s ahead tells our time', (ahead) => {
    const { greatest } = listening().hear(ahead, 60);
    expect(greatest).toBeLessThanOrEqual(Math.abs(ahead) < 2 ? Math.abs(ahead) : 0.031);
  });

  it.each([
    ['an hour ahead', 3_600],
    ['an hour back', -3_600],
    ['half a minute ahead', 30],
  ])('that is set %s tells our time with the next message', (_name, ahead) => {
    const pbx = listening();
    pbx.hear(0, 600);
    expect(pbx.hear(ahead, 600).greatest).toBeLessThanOrEqual(0.031);
    expect(Math.abs(pbx.hear(0, 700).last)).toBeLessThanOrEqual(0.031);
  });

  it('that is set back by half a minute tells our time within ten minutes, as messages may only have been slow', () => {
    const pbx = listening();
    pbx.hear(0, 600);
    expect(pbx.hear(-30, 60).last).toBe(-30);
    expect(pbx.hear(-30, 600).last).toBeCloseTo(0.03, 3);
  });

  it('that loses a second a day does not drift away from ours', () => {
    const pbx = listening();
    for (let day = 0; day < 40; day += 1) pbx.hear(-day, 900);
    expect(Math.abs(pbx.hear(-40, 900).last)).toBeLessThan(2);
  });

  it('keeps the time of messages that come late in a surge', () => {
    const clock = new PbxClock();
    clock.timeOf(String(START / 1_000), instant(START + 20));
    const late = clock.timeOf(String((START + 5_000) / 1_000), instant(START + 25_000));
    expect(late).toBe(START + 5_000);
  });

  it('says the time of receipt where the PBX sends no stamps, or nonsense', () => {
    for (const stamp of [undefined, '', '0', '-3', 'noon'])
      expect(new PbxClock().timeOf(stamp, instant(START))).toBe(START);
  });
});
