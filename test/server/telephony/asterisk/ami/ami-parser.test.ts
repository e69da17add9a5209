import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AmiParser } from '../../../../../server/telephony/asterisk/ami/ami-parser.ts';
import { amiText } from '../../../../support/ami-script.ts';

/** Name and `Uniqueid` of every message, pushed in the given pieces. */
function read(...pieces: readonly (string | Buffer)[]): [string, string | undefined][] {
  const parser = new AmiParser();
  const messages: [string, string | undefined][] = [];
  for (const piece of pieces)
    parser.push(Buffer.from(piece), (message) => messages.push([message.name, message.field('Uniqueid')]));
  return messages;
}

const join = (call: string) => amiText('QueueCallerJoin', { Uniqueid: call, Queue: 'koeln' });

describe('AmiParser', () => {
  it('reads the same messages however the bytes are cut', () => {
    const bytes = Buffer.from(
      `Asterisk Call Manager/9.0.0\r\nResponse: Success\r\nActionID: 1\r\n\r\n${join('1.1')}${join('1.2')}`,
    );
    const whole = read(bytes);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 8 }), (cuts) => {
        const ends = [...cuts, bytes.length].sort((a, b) => a - b);
        const pieces = ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
        expect(read(...pieces)).toEqual(whole);
      }),
    );
    expect(whole.map(([name]) => name)).toEqual(['Banner', 'Response', 'QueueCallerJoin', 'QueueCallerJoin']);
  });

  it('survives any garbage before, between and after messages', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const garbage = Buffer.from(noise);
        const found = read(garbage, `\r\n\r\n${join('1.1')}`, garbage, `\r\n\r\n${join('1.2')}`, garbage);
        expect(found.map(([, call]) => call)).toEqual(expect.arrayContaining(['1.1', '1.2']));
      }),
    );
  });

  it('drops the half message before a new banner and counts it', () => {
    const parser = new AmiParser();
    const names: string[] = [];
    parser.push(
      Buffer.from(`Event: VarSet\r\nChan${`Asterisk Call Manager/9.0.0\r\n`}${join('1.1')}`),
      (message) => names.push(message.name),
    );
    expect(names).toEqual(['Banner', 'QueueCallerJoin']);
    expect(parser.losses.halfMessages).toBe(1);
  });

  it('reads a line of one megabyte', () => {
    const long = amiText('VarSet', { Variable: 'X', Value: 'x'.repeat(1_000_000), Uniqueid: '1.7' });
    const pieces = [...Array(16).keys()].map((i) => long.slice(i * 65_536, (i + 1) * 65_536));
    expect(read(...pieces, join('1.8')).map(([, call]) => call)).toEqual(['1.7', '1.8']);
  });

  it('gives up an endless message and goes on after the next blank line', () => {
    const parser = new AmiParser();
    const calls: (string | undefined)[] = [];
    const push = (text: string) =>
      parser.push(Buffer.from(text), (message) => calls.push(message.field('Uniqueid')));
    for (let i = 0; i < 6; i++) push('y'.repeat(1_000_000));
    push(`\r\n\r\n${join('1.9')}`);
    expect(calls).toEqual(['1.9']);
    expect(parser.losses.oversized).toBe(1);
  });

  it('keeps UTF-8 and colons in values, and takes no field name out of another', () => {
    const values: (string | undefined)[] = [];
    new AmiParser().push(
      Buffer.from(amiText('X', { DestUniqueid: 'd', Uniqueid: 'u', PausedReason: 'Köln: Rückfrage; 5 min' })),
      (message) => values.push(message.field('Uniqueid'), message.field('PausedReason'), message.field('No')),
    );
    expect(values).toEqual(['u', 'Köln: Rückfrage; 5 min', undefined]);
  });
});
