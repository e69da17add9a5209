import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { isStorable, plainText } from '../../../server/contract/plain-text.ts';
import { forecastJob } from '../../../server/contract/forecast.ts';
import { importJob } from '../../../server/contract/history.ts';
import { optimiseJob } from '../../../server/contract/optimiser.ts';
import { newCityJob, requirementJob } from '../../../server/contract/staffing-job.ts';
import { unguardedText } from '../../support/unguarded-text.ts';

const project = resolve(import.meta.dirname, '../../..');
const HOSTILE = ['\0', 'a\0b', '\ud800', 'a\udfffb', '\udc00\ud800'];

describe('plain text', () => {
  it('holds no U+0000 and no half of a surrogate pair, and anything else', () => {
    for (const text of HOSTILE) expect(isStorable(text), JSON.stringify(text)).toBe(false);
    for (const text of ['', 'Köln', '😀', 'a\tb\r\nc', '\u0001', '\ufffd'])
      expect(isStorable(text)).toBe(true);
  });

  it('is refused in words that name what is allowed', () => {
    const { issues } = v.safeParse(plainText, 'a\0b');
    expect(issues?.[0].message).toBe('text without U+0000 and without half characters');
  });
});

/** Where something from outside is parsed: `readBody(SCHEMA, …)`, `readInput(SCHEMA, …)` and a socket's own. */
const PARSED = /\b(?:readBody|readInput|v\.safeParse)\(\s*([\w.]+)\s*[,(]/g;
/** Reads its own answers or a file that the administrator of the machine wrote with this product. */
const NOT_FROM_OUTSIDE = /^server\/(cli|operations\/backup|platform\/http\/read-body)/;

describe('everything that is parsed from outside', () => {
  const files = readdirSync(join(project, 'server'), { recursive: true, encoding: 'utf8' })
    .map((name) => join('server', name))
    .filter((name) => name.endsWith('.ts') && !NOT_FROM_OUTSIDE.test(name));
  const uses = files.flatMap((file) =>
    [...readFileSync(join(project, file), 'utf8').matchAll(PARSED)].flatMap(([, name = '']) =>
      /^(row|v)\b|^contract\.input$/.test(name) ? [] : [{ file, name }],
    ),
  );

  it('is found', () => {
    expect(new Set(uses.map(({ name }) => name)).size).toBeGreaterThan(30);
    for (const one of [
      'wallJoinSchema',
      'toldEventSchema',
      'signInSchema',
      'agentSchema',
      'configurationSchema',
    ])
      expect(uses.map(({ name }) => name)).toContain(one);
  });

  it.each(uses)('$file parses $name, in which every text is plain text', async ({ file, name }) => {
    const schema = await schemaOf(file, name);
    expect(unguardedText(schema)).toEqual([]);
  });

  it.each([forecastJob, importJob, optimiseJob, requirementJob, newCityJob])(
    'a job of the kind $kind takes an input in which every text is plain text',
    ({ input }) => expect(unguardedText(input)).toEqual([]),
  );

  it('is judged by a walk that finds a text that is not plain, wherever it hides', () => {
    const hidden = {
      list: v.object({ list: v.array(v.object({ deep: v.string() })) }),
      key: v.record(v.string(), v.number()),
      choice: v.variant('kind', [v.object({ kind: v.literal('a'), text: v.nullable(v.string()) })]),
      piped: v.pipe(v.string(), v.trim(), v.maxLength(9)),
      free: v.custom<string>((input) => typeof input === 'string'),
      anything: v.object({ more: v.unknown() }),
    };
    for (const [name, schema] of Object.entries(hidden)) expect(unguardedText(schema), name).not.toEqual([]);
    expect(unguardedText(v.object({ name: v.pipe(plainText, v.trim()) }))).toEqual([]);
  });
});

/** The schema that a file means by a name: its own, or the one that it imports. */
async function schemaOf(file: string, name: string): Promise<unknown> {
  const text = readFileSync(join(project, file), 'utf8');
  const imported = [...text.matchAll(/import \{([^}]*)\} from '(\.[^']+)'/g)].find(([, names = '']) =>
    names.split(',').some((one) => one.trim() === name),
  );
  const home =
    imported === undefined ? file : relative(project, resolve(project, dirname(file), imported[2] ?? ''));
  const module: unknown = await import(join(project, home));
  const found =
    typeof module === 'object' && module !== null
      ? Object.entries(module).find(([key]) => key === name)
      : undefined;
  if (found === undefined) throw new Error(`${home} must export ${name}, so that this test can walk it`);
  return found[1];
}
