import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWallAddress } from '../../../../client/wall/address.ts';
import { commonFit } from '../../../../client/wall/tile/great-figures.ts';
import {
  figureSizes,
  greatFiguresScale,
  nameScale,
  remarkBesideName,
  wallLayout,
} from '../../../../client/wall/tile/layout.ts';

const cities = fc.integer({ min: 1, max: 12 });
const orientations = fc.constantFrom('landscape' as const, 'portrait' as const);

describe('wallLayout', () => {
  it('has a place for every city and no row or column too many', () => {
    fc.assert(
      fc.property(cities, orientations, (count, orientation) => {
        const { columns, rows, scale } = wallLayout(count, orientation);
        expect(columns * rows).toBeGreaterThanOrEqual(count);
        expect(columns * (rows - 1)).toBeLessThan(count);
        expect(scale).toBeGreaterThan(0.4);
        expect(scale).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never makes tiles larger as cities are added', () => {
    for (const orientation of ['landscape', 'portrait'] as const)
      for (let count = 2; count < 12; count += 1)
        expect(wallLayout(count + 1, orientation).scale).toBeLessThanOrEqual(
          wallLayout(count, orientation).scale + 0.2,
        );
  });

  it('sets the joint centre as it is known: three columns, or three rows in portrait', () => {
    expect(wallLayout(3, 'landscape')).toMatchObject({ columns: 3, rows: 1, shape: 'column', scale: 1 });
    expect(wallLayout(3, 'portrait')).toMatchObject({ columns: 1, rows: 3, shape: 'row', scale: 1 });
    expect(wallLayout(1, 'landscape').shape).toBe('solo');
  });
});

describe('the great figures', () => {
  const sizes = figureSizes(wallLayout(3, 'landscape'), 'landscape');

  it('stand at full size on an ordinary day', () => {
    expect(greatFiguresScale('7', '0:48', sizes)).toBe(1);
    expect(greatFiguresScale('0', '–', sizes)).toBe(1);
  });

  it('shrink together when they grow long, and stay readable', () => {
    const scale = greatFiguresScale('128', '1:02:05', sizes);
    expect(scale).toBeLessThan(1);
    expect(scale * sizes.longestWait).toBeGreaterThan(60);
  });

  it('are of one size in all tiles: the city with most callers never has the smallest digits', () => {
    for (const orientation of ['landscape', 'portrait'] as const)
      for (const count of [3, 4, 8]) {
        const layout = wallLayout(count, orientation);
        const calm = { waiting: '43', longestWait: '0:48' };
        const crisis = { waiting: '178', longestWait: '1:02:05' };
        const fit = commonFit([calm, crisis, calm], layout, orientation);
        expect(fit).toBe(greatFiguresScale('178', '1:02:05', figureSizes(layout, orientation)));
        expect(commonFit([calm], layout, orientation)).toBe(1);
      }
  });

  it('keep their height in a wide tile, where a remark stands beside the name as long as all of it fits', () => {
    const [wide, tall] = [wallLayout(3, 'portrait'), wallLayout(3, 'landscape')];
    expect(remarkBesideName('Bonn', 'im Ziel', 'Brückentag', wide)).toBe(true);
    expect(remarkBesideName('Bonn', 'im Ziel', 'Brückentag', tall)).toBe(false);
    expect(remarkBesideName('Leverkusen', 'wartet zu lang', 'Feiertag: Allerheiligen', wide)).toBe(false);
  });

  it('leave the name of a city whole, however long', () => {
    const layout = wallLayout(3, 'landscape');
    expect(nameScale('Köln', 'im Ziel', layout)).toBe(1);
    expect(nameScale('Rhein-Sieg-Kreis', 'wenige Anrufe', layout)).toBeLessThan(1);
  });
});

describe('the address of a wall', () => {
  it('names the link, the city and the language', () => {
    expect(readWallAddress('/wall/s3cret', '?city=koeln&lang=en')).toEqual({
      token: 's3cret',
      scope: 'koeln',
      language: 'en',
    });
    expect(readWallAddress('/wall', '')).toEqual({ token: null, scope: 'all', language: 'de' });
    expect(readWallAddress('/wall/a%2Fb/', '?lang=fr')).toEqual({
      token: 'a/b',
      scope: 'all',
      language: 'de',
    });
    expect(readWallAddress('/wall/%E0%A4%A', '').token).toBe('%E0%A4%A');
  });
});
