import { describe, expect, it } from 'vitest';

/** What is done wrong; then what the message must name: the value, and the way out. */
export type Refusal = readonly [work: () => unknown, ...words: string[]];

/** One test per wrong use of each function: it throws a RangeError whose message has all the words. */
export function itRefuses(refusals: Readonly<Record<string, readonly Refusal[]>>): void {
  for (const [name, wrongs] of Object.entries(refusals))
    describe(`${name} refuses`, () => {
      wrongs.forEach(([work, ...words]) => {
        it(words.join(' … '), () => {
          expect(work).toThrow(RangeError);
          for (const word of words) expect(work).toThrow(word);
        });
      });
    });
}
