#!/usr/bin/env node
// Starts the executable from a clone in any state: installs from the lockfile if needed, builds what is older than
// its sources, then hands over to the bundle. Plain Node without packages, because it runs before there are any.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const MINIMUM_NODE = [20, 19];
const PAGES_WANTED_BY = new Set(['demo', 'serve', 'prepare']);

const [verb] = process.argv.slice(2);
requireNode();
installIfNeeded();
buildIfNeeded(
  'server',
  ['server', 'forecasting', 'vite.server.config.ts', 'package.json'],
  'vite.server.config.ts',
);
if (PAGES_WANTED_BY.has(verb)) {
  buildIfNeeded(
    'client',
    ['client', 'forecasting', 'server/contract', 'vite.config.ts', 'svelte.config.js', 'package.json'],
    'vite.config.ts',
  );
}
if (verb !== 'prepare') await import(pathToFileURL(join(project, 'dist/server/main.js')).href);

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
  fail(`Node.js ${MINIMUM_NODE.join('.')} or newer is needed, this is ${process.versions.node}.`);
}

function installIfNeeded() {
  const installed = join(project, 'node_modules/.package-lock.json');
  const wanted = join(project, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  if (existsSync(installed) && sameVersions(installed, wanted)) return;
  say('Installing packages from the lockfile …');
  run('npm', ['ci', '--no-audit', '--no-fund'], 'npm ci failed');
}

/** A fresh checkout touches the lockfile without changing it: compare what it says before installing again. */
function sameVersions(installed, wanted) {
  const versions = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const have = versions(installed);
  return Object.entries(versions(wanted)).every(
    ([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version,
  );
}

/** Builds into a folder of its own and swaps it in, so that two starts at once never see half a build. */
function buildIfNeeded(part, sources, config) {
  const target = join(project, 'dist', part);
  const stamp = join(target, '.built');
  const newest = Math.max(...sources.map((source) => newestChange(join(project, source))));
  if (existsSync(stamp) && Number(readFileSync(stamp, 'utf8')) >= newest) return;
  say(`Building the ${part} …`);
  const fresh = join(project, 'dist', `.${part}-${process.pid}`);
  run(
    process.execPath,
    [
      join(project, 'node_modules/vite/bin/vite.js'),
      'build',
      '--config',
      config,
      '--outDir',
      fresh,
      '--logLevel',
      'error',
    ],
    `building the ${part} failed`,
  );
  writeFileSync(join(fresh, '.built'), String(newest));
  const old = join(project, 'dist', `.${part}-${process.pid}-old`);
  mkdirSync(dirname(target), { recursive: true });
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}

function newestChange(path) {
  if (!existsSync(path)) return 0;
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

function run(command, args, failure) {
  const { NODE_ENV: _, ...env } = process.env;
  const result = spawnSync(command, args, {
    cwd: project,
    encoding: 'utf8',
    env,
    shell: process.platform === 'win32',
  });
  if (result.status !== 0)
    fail(`${failure}:\n${result.stdout ?? ''}${result.stderr ?? result.error?.message ?? ''}`);
}

/** Progress goes to standard error: standard output belongs to the command's own answer. */
function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
