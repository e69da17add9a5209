// The quick gate before every commit: types, style, build and quick tests, in two lanes side by side; with `style`, all but
// the tests. What did not change since the last run is remembered in node_modules/.cache. Plain Node: it runs before
// anything is built.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '..');
const cache = join('node_modules', '.cache');

const STYLE = [
  ['types', 'tsc', []],
  ['types of components', 'svelte-check', ['--fail-on-warnings', '--tsconfig', './tsconfig.svelte.json']],
  [
    'lint',
    'eslint',
    [
      '.',
      '--max-warnings',
      '0',
      '--cache',
      '--cache-strategy',
      'content',
      '--cache-location',
      join(cache, 'eslint/'),
    ],
  ],
  ['format', 'prettier', ['--check', '.', '--log-level', 'warn', '--cache', '--cache-strategy', 'content']],
  ['unused code', 'knip', ['--no-progress', '--cache', '--cache-location', join(cache, 'knip/')]],
  ['build of the server', 'vite', ['build', '--config', 'vite.server.config.ts', '--logLevel', 'error']],
  ['build of the pages', 'vite', ['build', '--logLevel', 'error']],
];
const TESTS = process.argv[2] === 'style' ? [] : [['quick tests', 'vitest', ['run', '--project', 'unit']]];

const started = performance.now();
const outcomes = (await Promise.all([inOrder(STYLE), inOrder(TESTS)])).flat();
const failed = outcomes.filter((passed) => !passed).length;
console.log(`check: ${outcomes.length - failed} passed, ${failed} failed, ${secondsSince(started)} s`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs the steps of one lane one after another, to the end also after a failure. */
async function inOrder(steps) {
  const passed = [];
  for (const [name, tool, args] of steps) passed.push(await run(name, tool, args));
  return passed;
}

async function run(name, tool, args) {
  const from = performance.now();
  const bin = join(project, 'node_modules', '.bin', tool);
  if (!existsSync(bin)) {
    console.log(`✗ ${name}: ${tool} is not installed; npm ci`);
    return false;
  }
  const child = spawn(bin, args, { cwd: project, shell: process.platform === 'win32' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += bytes));
  const status = await new Promise((done) => child.once('close', done));
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${secondsSince(from)} s)`);
  if (status !== 0) console.log(said.trimEnd());
  return status === 0;
}

function secondsSince(from) {
  return ((performance.now() - from) / 1_000).toFixed(1);
}
