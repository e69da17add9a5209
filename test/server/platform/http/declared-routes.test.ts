import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accessRules } from '../../../../server/platform/http/access.ts';

const server = resolve(import.meta.dirname, '../../../../server');

interface Declared {
  readonly file: string;
  readonly name: string;
}

/** Routes and socket events as the sources declare them, whatever mounts them and wherever. */
function declared(): readonly Declared[] {
  return sources(server).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const routes = [
      ...text.matchAll(/\b(?:router|app)\s*\.(get|post|put|patch|delete)\(\s*(\S+?)[,)]/g),
    ].flatMap(([, method = '', path = '']) =>
      pathsOf(path, text).map((one) => `${method.toUpperCase()} ${one}`),
    );
    // TCP connections to telephone systems are sockets too; ours speak in `area:noun` and live in `push/`
    const events = [...text.matchAll(/\bsocket\.on\(\s*'([^']+)'/g)]
      .map(([, event = '']) => event)
      .filter((event) => event.includes(':') || file.startsWith(join(server, 'push')))
      .map((event) => `SOCKET ${event}`);
    return [...routes, ...events].map((name) => ({ file: file.slice(server.length), name }));
  });
}

/** A literal path, a constant of the file, or the list that the pages are mounted from. Anything else cannot be read here and is a finding. */
function pathsOf(path: string, text: string): readonly string[] {
  const literal = /^'([^']+)'$/.exec(path)?.[1];
  if (literal !== undefined) return [literal];
  const constant = new RegExp(`const ${path.replaceAll(/\\W/g, '')} = '([^']+)'`).exec(text)?.[1];
  if (constant !== undefined) return [constant];
  if (path !== '[...paths]') return [`unreadable: ${path}`];
  return [...text.matchAll(/paths: \[([^\]]+)\]/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/'([^']+)'/g)].map(([, one = '']) => one),
  );
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

/** Served by `express.static`, which declares no route. */
const STATIC = ['GET /assets/:file'];

describe('the access table against the sources', () => {
  const known = new Set(accessRules.map(({ method, path }) => `${method} ${path}`));

  it('finds the routes and events that there are', () => {
    const names = declared().map(({ name }) => name);
    expect(names).toContain('GET /api/v1/my/schedule');
    expect(names).toContain('GET /desk');
    expect(names).toContain('SOCKET wall:join');
    expect(names.length).toBeGreaterThan(60);
  });

  it('knows every route and every socket event that a source declares', () => {
    expect(declared().filter(({ name }) => !known.has(name))).toEqual([]);
  });

  it('holds no line for a route or event that no source declares', () => {
    const names = new Set([...declared().map(({ name }) => name), ...STATIC]);
    expect([...known].filter((name) => !names.has(name))).toEqual([]);
  });
});
