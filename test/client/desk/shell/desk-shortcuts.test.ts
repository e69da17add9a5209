import { describe, expect, it } from 'vitest';
import { deskCommand, type DeskKey } from '../../../../client/desk/shell/desk-shortcuts.ts';

const plain: Omit<DeskKey, 'key'> = { ctrlKey: false, metaKey: false, altKey: false, isTaken: false };

describe('deskCommand', () => {
  it('opens the overview of keys by a question mark', () => {
    expect(deskCommand({ ...plain, key: '?' }, false)).toEqual({ kind: 'help' });
  });

  it('goes to an area by G and the digit of its place', () => {
    expect(deskCommand({ ...plain, key: 'g' }, false)).toEqual({ kind: 'awaitArea' });
    expect(deskCommand({ ...plain, key: '3' }, true)).toEqual({ kind: 'go', place: 2 });
  });

  it('leaves a digit without G to the page', () => {
    expect(deskCommand({ ...plain, key: '3' }, false)).toBeUndefined();
  });

  it('takes no area with the digit zero', () => {
    expect(deskCommand({ ...plain, key: '0' }, true)).toBeUndefined();
  });

  it('leaves every letter to whoever writes in a field', () => {
    for (const key of ['?', 'g', '1'])
      expect(deskCommand({ ...plain, key, isTaken: true }, true)).toBeUndefined();
  });

  it('leaves combinations to the browser and the page', () => {
    for (const modifier of ['ctrlKey', 'metaKey', 'altKey'])
      expect(deskCommand({ ...plain, key: 'g', [modifier]: true }, true)).toBeUndefined();
  });
});
