import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Reads every import of the house and holds it against the table below: the data flows one way. */
const project = resolve(import.meta.dirname, '..');

type Room = 'forecasting' | 'contract' | 'pure server' | 'server edge' | 'client';

const mayImport: Readonly<Record<Room, { readonly rooms: readonly Room[]; readonly packages: RegExp }>> = {
  forecasting: { rooms: ['forecasting'], packages: /^(simple-statistics|temporal-polyfill)$/ },
  contract: { rooms: ['contract', 'forecasting'], packages: /^valibot$/ },
  'pure server': { rooms: ['pure server', 'contract', 'forecasting'], packages: /^$/ },
  'server edge': { rooms: ['server edge', 'pure server', 'contract', 'forecasting'], packages: /./ },
  client: {
    rooms: ['client', 'contract', 'forecasting'],
    packages: /^(svelte|svelte\/.*|d3-.*|socket\.io-client|valibot|@fontsource.*)$/,
  },
};

/** Folders and files of the server that are pure functions: no clock, no storage, no socket. */
const pureServer = [
  /^server\/queue\//,
  /^server\/board\//,
  /^server\/push\/(wall-snapshot|wall-patch|throttle)\.ts$/,
  /^server\/simulator\//,
  /^server\/telephony\/(call-event|call-id)\.ts$/,
];

function roomOf(file: string): Room | undefined {
  if (file.startsWith('forecasting/')) return 'forecasting';
  if (file.startsWith('server/contract/')) return 'contract';
  if (file.startsWith('client/')) return 'client';
  if (!file.startsWith('server/')) return undefined;
  return pureServer.some((pattern) => pattern.test(file)) ? 'pure server' : 'server edge';
}

interface Import {
  readonly from: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(project, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => relative(project, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(project, file), 'utf8');
  const statement = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/g;
  const dynamic = /\bimport\(\s*'([^']+)'\s*\)/g;
  const named = [...text.matchAll(statement)].map((m) => ({
    target: m[2] ?? '',
    typeOnly: m[1] !== undefined,
  }));
  const lazy = [...text.matchAll(dynamic)].map((m) => ({ target: m[1] ?? '', typeOnly: false }));
  return [...named, ...lazy].map(({ target, typeOnly }) => ({
    from: file,
    typeOnly,
    target: target.startsWith('.') ? relative(project, resolve(project, dirname(file), target)) : target,
  }));
}

const files = ['forecasting', 'server', 'client'].flatMap(sourceFiles);
const imports = files.flatMap(importsOf);

describe('the house', () => {
  it('has imports that run one way', () => {
    const wrong = imports.filter(({ from, target, typeOnly }) => {
      const room = roomOf(from);
      if (room === undefined) return false;
      const targetRoom = roomOf(target);
      if (targetRoom === undefined) return !mayImport[room].packages.test(target);
      if (room === 'contract' && targetRoom === 'forecasting') return !typeOnly;
      return !mayImport[room].rooms.includes(targetRoom);
    });
    expect(wrong).toEqual([]);
  });

  it('lets the client enter forecasting only through its public surface', () => {
    const wrong = imports.filter(
      ({ from, target }) =>
        from.startsWith('client/') && target.startsWith('forecasting/') && target !== 'forecasting/index.ts',
    );
    expect(wrong).toEqual([]);
  });

  it('has no cycles', () => {
    const graph = new Map(files.map((file) => [file, new Array<string>()]));
    for (const { from, target, typeOnly } of imports)
      if (!typeOnly && graph.has(target)) graph.get(from)?.push(target);
    expect(findCycle(graph)).toEqual([]);
  });

  it('keeps clocks and chance out of pure files', () => {
    const pure = files.filter((file) => ['forecasting', 'pure server'].includes(roomOf(file) ?? ''));
    const impure = pure.filter((file) =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bTemporal\.Now\b|\bprocess\./.test(
        readFileSync(join(project, file), 'utf8'),
      ),
    );
    expect(impure).toEqual([]);
  });

  it('has no file without a concept', () => {
    const nameless = files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|shared)([./]|$)/.test(file));
    expect(nameless).toEqual([]);
  });
});

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] => {
    const start = path.indexOf(file);
    if (start >= 0) return [...path.slice(start), file];
    if (done.has(file)) return [];
    path.push(file);
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next);
      if (cycle.length > 0) return cycle;
    }
    path.pop();
    done.add(file);
    return [];
  };
  for (const file of graph.keys()) {
    const cycle = visit(file);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
