import { describe, expect, it } from 'vitest';
import { wallTexts } from '../../../../client/text/wall-texts.ts';
import { isLongHead, poolTitle } from '../../../../client/wall/joint/pool-head.ts';
import { sampleBoard, unplannedBoard } from '../../../support/sample-board.ts';

describe('the head of the pool', () => {
  it('sets the planned agents beside the present ones', () => {
    expect(poolTitle(sampleBoard(), null, wallTexts.de, 'de')).toBe('Team: 47 geplant');
    expect(poolTitle(sampleBoard(), null, wallTexts.en, 'en')).toBe('Team: 47 planned');
  });

  it('names the team alone while nothing is planned', () => {
    expect(poolTitle(unplannedBoard(), null, wallTexts.de, 'de')).toBe('Team gemeinsam');
    expect(poolTitle({ ...unplannedBoard(), scope: 'koeln' }, null, wallTexts.de, 'de')).toBe('Team');
  });

  it('says of stale figures when they were true, and leaves the plan to what still holds', () => {
    expect(poolTitle(sampleBoard(), '09:41', wallTexts.de, 'de')).toBe('Team um 09:41');
  });

  it('takes smaller letters where both sides would touch', () => {
    expect(isLongHead('Team: 47 geplant', '41 am Telefon · 44 gebraucht')).toBe(false);
    expect(isLongHead('Team: 130 geplant', '128 am Telefon · 131 gebraucht')).toBe(true);
  });
});
