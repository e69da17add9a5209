import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = resolve(import.meta.dirname, 'release.mjs');
let folder = '';

/** A repository with a product of two files, whose check passes or fails as its file `check` says. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leitstand-release-'));
  write('package.json', {
    name: 'x',
    version: '0.1.0',
    scripts: { check: "node -e \"process.exitCode = Number(require('fs').readFileSync('check'))\"" },
  });
  write('package-lock.json', { name: 'x', version: '0.1.0', packages: { '': { version: '0.1.0' } } });
  write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n- News.\n\n## 0.1.0 (2026-11-01)\n\n- Old.\n');
  write('check', '0');
  git('init', '--quiet');
  git('config', 'user.name', 'Test');
  git('config', 'user.email', 'test@example.org');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): void {
  const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
  writeFileSync(join(folder, name), text);
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
}

function release(...args: readonly string[]) {
  return spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' });
}

describe('a release', () => {
  it('raises version and lockfile, dates the changelog, and is one commit with an annotated tag', () => {
    expect(release('minor').status).toBe(0);
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    expect(read('package.json')).toContain('"version": "0.2.0"');
    expect(read('package-lock.json').match(/"version": "0\.2\.0"/g)).toHaveLength(2);
    expect(read('CHANGELOG.md')).toMatch(
      /## Unreleased\n\n## 0\.2\.0 \(\d{4}-\d\d-\d\d\)\n\n- News\.\n\n## 0\.1\.0/,
    );
    expect(git('log', '--format=%s')).toBe('release: 0.2.0\nfirst');
    expect(git('cat-file', '-t', 'v0.2.0')).toBe('tag');
    expect(git('status', '--porcelain')).toBe('');
  });

  it('shows what it would do and does nothing', () => {
    const { status, stdout } = release('1.0.0', '--dry-run');
    expect([status, stdout.includes('would release 1.0.0'), stdout.includes('- News.')]).toEqual([
      0,
      true,
      true,
    ]);
    expect([git('status', '--porcelain'), git('tag')]).toEqual(['', '']);
  });

  const refused: Readonly<
    Record<string, readonly [args: readonly string[], before: () => void, words: string]>
  > = {
    'a tree with changes': [['patch'], () => write('check', '00'), 'not clean'],
    'a check that fails': [['patch'], () => commit('check', '1'), 'check fails'],
    'no news': [
      ['patch'],
      () => commit('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n## 0.1.0\n'),
      'Unreleased',
    ],
    'a version that is none': [['next'], () => undefined, 'got "next"'],
    'an older version': [['0.0.9'], () => undefined, 'does not come after 0.1.0'],
    'a tag that is there': [['patch'], () => void git('tag', 'v0.1.1'), 'is there already'],
  };
  for (const [what, [args, before, words]] of Object.entries(refused))
    it(`refuses ${what}, and changes nothing`, () => {
      before();
      const head = git('rev-parse', 'HEAD');
      const { status, stderr } = release(...args);
      expect([status, stderr.includes(words)]).toEqual([1, true]);
      expect(git('rev-parse', 'HEAD')).toBe(head);
      expect(readFileSync(join(folder, 'package.json'), 'utf8')).toContain('"version": "0.1.0"');
    });
});

function commit(name: string, content: string): void {
  write(name, content);
  git('commit', '--quiet', '--all', '--message', name);
}
