import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawRooms, PICTURE } from './support/draw-rooms.ts';
import { readImports, roomAt, type Import } from './support/imports.ts';

/** Reads every import of the house, types included, and holds it against the tables below: the data flows one way. */
const project = resolve(import.meta.dirname, '..');

/** Packages that a part may use besides its own files; the server and the command may use any. */
const PACKAGES: readonly (readonly [RegExp, RegExp])[] = [
  [/^forecasting\//, /^(simple-statistics|temporal-polyfill)$/],
  [/^server\/contract\//, /^valibot$/],
  [/^client\//, /^(svelte|svelte\/.*|d3-.*|socket\.io-client|valibot|@fontsource.*)$/],
];

/** Rooms of the server in the order of the data: each may import what stands before it, and its own. */
const SERVER_IN_ORDER = [
  ['contract'],
  ['platform'],
  ['live'],
  ['telephony'],
  ['organisation'],
  ['planning'],
  ['operations'],
  ['app'],
  ['cli'],
];

/** Pure functions of the server: no clock, no storage, no socket, and nothing that has them. */
const PURE =
  /^server\/(live\/(state|board)\/|live\/events\/(call-event|call-id)\.ts$|live\/push\/(wall-snapshot|wall-patch|throttle)\.ts$|telephony\/simulator\/(?!simulator\.ts$))/;

const { files, imports } = readImports();
const known = new Set(files);
const isOurs = (target: string): boolean => /^(server|client|forecasting)\//.test(target);
const within = imports.filter(({ target }) => known.has(target));

/** Files that a folder has of its own, at most. */
const MOST_FILES = 26;

/** Folders that are lists, or still to be divided. */
const LISTS: Readonly<Record<string, string>> = {
  'forecasting/roster/rules': 'a file a rule',
  'server/cli': 'a file a sub-command',
  'server/contract': 'to be divided by area when routes are declared here',
  'server/live/state': 'to be divided into calls, agents and sums',
};

const words = ({ from, target }: Import): string => `${from} imports ${target}`;

describe('the house', () => {
  it('keeps forecasting, contract and client apart from what is not theirs', () => {
    const wrong = imports.filter(({ from, target, typeOnly }) => {
      if (!isOurs(target))
        return PACKAGES.some(([part, allowed]) => part.test(from) && !allowed.test(target));
      if (from.startsWith('forecasting/')) return !target.startsWith('forecasting/');
      if (from.startsWith('client/')) return /^server\/(?!contract\/)/.test(target);
      if (!from.startsWith('server/contract/')) return false;
      return target.startsWith('forecasting/') ? !typeOnly : !target.startsWith('server/contract/');
    });
    expect(wrong.map(words)).toEqual([]);
  });

  it('enters a part of forecasting only through its public surface', () => {
    const wrong = within.filter(
      ({ from, target }) =>
        !from.startsWith('forecasting/') &&
        target.startsWith('forecasting/') &&
        !/^forecasting\/[^/]+\/index\.ts$/.test(target),
    );
    expect(wrong.map((one) => `${words(one)}: export it from the part's index.ts`)).toEqual([]);
  });

  it('has every room of the server ask only those before it', () => {
    const placeOf = (file: string): number =>
      SERVER_IN_ORDER.findIndex((rooms) => rooms.some((room) => file.startsWith(`server/${room}/`)));
    const wrong = within.filter(({ from, target }) => {
      const [asking, asked] = [placeOf(from), placeOf(target)];
      return asking >= 0 && asked > asking;
    });
    expect(
      wrong.map(
        (one) =>
          `${words(one)}: move what is asked for into ${roomAt(one.from, 2)} or before it, or hand it over as an argument`,
      ),
    ).toEqual([]);
  });

  it('has no circle of rooms, types included', () => {
    const rooms = new Set(files.flatMap((file) => roomAt(file, 2) ?? []));
    const circles = [
      ...circlesOf(within, 2),
      ...[...rooms].flatMap((room) =>
        circlesOf(
          within.filter(({ from, target }) => from.startsWith(`${room}/`) && target.startsWith(`${room}/`)),
          3,
        ),
      ),
    ];
    expect(circles).toEqual([]);
  });

  it('has pure files that ask pure files', () => {
    const wrong = imports.filter(
      ({ from, target, typeOnly }) =>
        PURE.test(from) &&
        !typeOnly &&
        !PURE.test(target) &&
        !target.startsWith('server/contract/') &&
        !target.startsWith('forecasting/'),
    );
    expect(wrong.map(words)).toEqual([]);
  });

  it('has no circle of files', () => {
    const graph = new Map(files.map((file) => [file, new Array<string>()]));
    for (const { from, target, typeOnly } of within) if (!typeOnly) graph.get(from)?.push(target);
    expect(findCircle(graph)).toEqual([]);
  });

  it('keeps clocks and chance out of pure files', () => {
    const impure = files.filter(
      (file) =>
        (file.startsWith('forecasting/') || PURE.test(file)) &&
        /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bTemporal\.Now\b|\bprocess\./.test(
          readFileSync(join(project, file), 'utf8'),
        ),
    );
    expect(impure).toEqual([]);
  });

  it('is drawn as it stands', () => {
    const drawn = existsSync(PICTURE) ? readFileSync(PICTURE, 'utf8') : '';
    expect(drawn === drawRooms({ files, imports }), 'rooms or imports have changed: run `npm run draw`').toBe(
      true,
    );
  });

  it('has no folder with more files than a reader takes in, but for lists', () => {
    const sizes = new Map<string, number>();
    for (const file of files) sizes.set(dirname(file), (sizes.get(dirname(file)) ?? 0) + 1);
    const full = [...sizes].filter(([folder, size]) => size > MOST_FILES && !(folder in LISTS));
    expect(full).toEqual([]);
  });

  it('has no file without a concept', () => {
    const nameless = files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|shared)([./]|$)/.test(file));
    expect(nameless).toEqual([]);
  });
});

/** Circles between the rooms at a depth, each with the fewest imports that would have to move to break it. */
function circlesOf(given: readonly Import[], depth: number): string[] {
  const between = new Map<string, Import[]>();
  const graph = new Map<string, string[]>();
  for (const one of given) {
    const [a, b] = [roomAt(one.from, depth), roomAt(one.target, depth)];
    if (a === null || b === null || a === b) continue;
    const edge = `${a} → ${b}`;
    if (!between.has(edge)) {
      between.set(edge, []);
      graph.set(a, [...(graph.get(a) ?? []), b]);
    }
    between.get(edge)?.push(one);
  }
  const circle = findCircle(graph);
  if (circle.length === 0) return [];
  const edges = circle.slice(1).map((room, index) => between.get(`${circle[index]} → ${room}`) ?? []);
  const lightest = edges.toSorted((a, b) => a.length - b.length)[0] ?? [];
  const [first] = lightest;
  return [
    `${circle.join(' → ')}: move into ${first === undefined ? 'one room' : roomAt(first.from, depth)} what it asks for here: ${lightest.map(words).join('; ')}`,
  ];
}

/** One circle of a graph, its first node named again at its end; empty where there is none. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): string[] => {
    const start = path.indexOf(node);
    if (start >= 0) return [...path.slice(start), node];
    if (done.has(node)) return [];
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next);
      if (circle.length > 0) return circle;
    }
    path.pop();
    done.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const circle = visit(node);
    if (circle.length > 0) return circle;
  }
  return [];
}
