// Prepares a release: version, changelog, one commit, an annotated tag. Plain Node: it runs before anything is built.
// node test/release.mjs VERSION [--dry-run]: VERSION is major, minor, patch or the version itself.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.cwd();
const [asked = '', ...options] = process.argv.slice(2);
const isDryRun = options.includes('--dry-run');

try {
  release();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function release() {
  const packageFile = readJson('package.json');
  const version = versionAfter(packageFile.version, asked);
  const changelog = readFileSync(join(folder, 'CHANGELOG.md'), 'utf8');
  const unreleased = sectionOf(changelog, 'Unreleased');
  if (unreleased.trim() === '')
    throw new Error('CHANGELOG.md says nothing under "## Unreleased": write what is new first');
  if (git('status', '--porcelain') !== '')
    throw new Error('the tree is not clean: commit or put away what has changed first');
  if (git('tag', '--list', `v${version}`) !== '') throw new Error(`the tag v${version} is there already`);
  if (spawnSync('npm', ['run', '--silent', 'check'], { cwd: folder, stdio: 'inherit' }).status !== 0)
    throw new Error('npm run check fails: nothing was released');
  const day = new Date().toISOString().slice(0, 10);
  if (isDryRun) {
    console.log(`would release ${version} of ${day}:\n${unreleased.trim()}`);
    return;
  }
  writeJson('package.json', { ...packageFile, version });
  const lock = readJson('package-lock.json');
  const root = { ...lock.packages[''], version };
  writeJson('package-lock.json', { ...lock, version, packages: { ...lock.packages, '': root } });
  const heading = `## Unreleased\n\n## ${version} (${day})`;
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog.replace('## Unreleased', heading));
  git('add', 'package.json', 'package-lock.json', 'CHANGELOG.md');
  git('commit', '--quiet', '--message', `release: ${version}`);
  git('tag', '--annotate', `v${version}`, '--message', `Leitstand ${version}`);
  console.log(`released ${version}: git push --follow-tags hands it on`);
}

function versionAfter(present, wish) {
  const parts = present.split('.').map(Number);
  const at = ['major', 'minor', 'patch'].indexOf(wish);
  if (at >= 0) return parts.map((part, index) => (index < at ? part : index === at ? part + 1 : 0)).join('.');
  if (!/^\d+\.\d+\.\d+$/.test(wish))
    throw new Error(`VERSION must be major, minor, patch or a version such as 1.2.3, got "${wish}"`);
  const isNewer = wish.localeCompare(present, 'en', { numeric: true }) > 0;
  if (!isNewer) throw new Error(`${wish} does not come after ${present}`);
  return wish;
}

/** What stands under a heading of the second level, up to the next one. */
function sectionOf(text, name) {
  const start = text.indexOf(`## ${name}\n`);
  if (start < 0) return '';
  const rest = text.slice(start + name.length + 4);
  const end = rest.search(/^## /m);
  return end < 0 ? rest : rest.slice(0, end);
}

function git(...args) {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
}

function readJson(name) {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

function writeJson(name, value) {
  writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
}
