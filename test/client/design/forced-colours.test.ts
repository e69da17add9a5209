import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

/** Tokens that are the colour of text where colours are forced: words on such a ground would vanish. */
const TEXT_AS_GROUND = /background(?:-color)?:\s*var\(--text(?:-second|-muted)?\)/;
const OWN_COLOUR = /(?:^|[\s;{])color:/;

it('no rule lays words on ground of the colour of text, which forced colours would make one', async () => {
  const files = (await readdir('client', { recursive: true })).filter((file) =>
    /\.(?:svelte|css)$/.test(file),
  );
  expect(files.length).toBeGreaterThan(100);
  const wrong: string[] = [];
  for (const file of files) {
    const text = await readFile(`client/${file}`, 'utf8');
    const styles = file.endsWith('.css') ? text : (/<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? '');
    for (const [rule] of styles.matchAll(/[^{}]*\{[^{}]*\}/g))
      if (TEXT_AS_GROUND.test(rule) && OWN_COLOUR.test(rule)) wrong.push(`${file}: ${rule.trim()}`);
  }
  expect(wrong).toEqual([]);
});
