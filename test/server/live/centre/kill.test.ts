import { afterAll, beforeAll, expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import { seededRandom } from '../../../../forecasting/maths/seeded.ts';
import { describeState } from '../../../../server/live/centre/describe-state.ts';
import { LiveCentre } from '../../../../server/live/centre/live-centre.ts';
import { applyLogged } from '../../../../server/live/state/apply-logged.ts';
import { countingRules } from '../../../../server/live/state/counting-rules.ts';
import { LEDGER_INTERVAL_MS } from '../../../../server/live/state/interval-ledger.ts';
import { newQueueState, ownedFrom } from '../../../../server/live/state/queue-state.ts';
import { openStore, type Store } from '../../../../server/platform/store/database.ts';
import { daysToRecount } from '../../../../server/live/log/recount-store.ts';
import { readSums } from '../../../../server/live/log/interval-sums-store.ts';
import { EventLog } from '../../../../server/live/log/event-log.ts';
import type { CallEvent } from '../../../../server/live/events/call-event.ts';
import { hardDays } from '../../../support/hard-days.ts';
import {
  bundleKillable,
  type KillableProcess,
  type KillableScript,
} from '../../../support/killable-process.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

/** On each engine; starting a process costs far more than the kill. */
const KILLS = { sqlite: 30, postgres: 8 } as const;
const BATCH = 12;
/** Batches on their way at once: enough for group commits. */
const IN_FLIGHT = 6;
const START = Date.UTC(2026, 9, 23, 5, 0);

let script: KillableScript;
beforeAll(async () => {
  script = await bundleKillable('killable-server');
});
afterAll(() => script.remove());

describeOnBothEngines('a server that is killed under load', (engine) => {
  const killsWanted = KILLS[engine.engine];
  it(`has every acknowledged event once and the state of an uninterrupted run, after ${killsWanted} kills`, async () => {
    const random = seededRandom(11);
    const location = await engine.newLocation();
    const events = hardDays(START, 700, 5);
    const batches = Array.from({ length: Math.ceil(events.length / BATCH) }, (_, index) =>
      events.slice(index * BATCH, (index + 1) * BATCH),
    );
    const durable = new Set<number>();
    let kills = 0;
    while (kills < killsWanted || durable.size < batches.length) {
      const server = script.start([JSON.stringify(location)]);
      const isLast = kills >= killsWanted;
      await server.next('ready');
      // The last server may finish; the others die at a random moment of their share of the load.
      const share = Math.ceil((batches.length / killsWanted) * (0.4 + random()));
      await load(server, batches, durable, isLast ? batches.length : share, isLast ? 0 : random() * 8);
      await server.kill();
      kills += 1;
    }
    const server = script.start([JSON.stringify(location)]);
    await server.next('ready');
    const told = server.next('state');
    server.tell({});
    const { state } = await told;
    await server.kill();

    const store = await openStore(location);
    const reference = newQueueState(countingRules(centre()));
    const keys: string[] = [];
    for await (const page of new EventLog(store).read())
      for (const { event, receivedAt } of page) {
        keys.push(event.key);
        applyLogged(reference, event, receivedAt);
      }
    await store.close();
    expect([...keys].sort()).toEqual(events.map(({ key }) => String(key)).sort());
    const owned = ownedFrom(reference);
    expect(comparable(state, owned)).toBe(comparable(describeState(reference), owned));
    expect(kills).toBeGreaterThanOrEqual(killsWanted);
  }, 180_000);
});

describeOnBothEngines('a server that is killed while it counts days anew', (engine) => {
  it('has stored the sums of an uninterrupted run in the end, though most of it was told late', async () => {
    const random = seededRandom(23);
    const events = hardDays(START, 250, 9)
      .map((event) => ({ event, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ event }) => event);
    const batches = Array.from({ length: Math.ceil(events.length / 40) }, (_, index) =>
      events.slice(index * 40, (index + 1) * 40),
    );
    const now = Math.max(...events.map(({ at }) => at));
    const location = await engine.newLocation();
    const durable = new Set<number>();
    const pendingAtEnd: boolean[] = [];
    for (let kills = 0; kills < 6; kills += 1) {
      const server = script.start([JSON.stringify(location)]);
      await server.next('ready');
      const share = Math.ceil(batches.length / 6);
      if (kills % 2 === 0) {
        // ends itself in the midst of both: days are marked and not counted yet, and batches are still to come
        server.tell({ dieInRecount: true });
        await Promise.race([trickle(server, batches, durable), server.gone]);
      } else await load(server, batches, durable, share, 10 + random() * 60);
      await server.kill();
      if (kills % 2 !== 0) continue;
      const left = await openStore(location);
      pendingAtEnd.push((await daysToRecount(left)).length > 0 && durable.size < batches.length);
      await left.close();
    }
    expect(pendingAtEnd).toContain(true);
    const [killed, whole] = [await openStore(location), await engine.newStore()];
    for (const [store, told] of [
      [killed, batches.filter((_, id) => !durable.has(id)).flat()],
      [whole, events],
    ] as const) {
      const live = await LiveCentre.open({
        store,
        centre: centre(),
        sources: [],
        clock: () => instant(now),
        clockKind: 'simulated',
      });
      await live.accept(told);
      await live.close();
    }
    const sums = await rowsThatSaySomething(killed);
    expect(sums.length).toBeGreaterThan(100);
    expect(sums).toEqual(await rowsThatSaySomething(whole));
    await killed.close();
  }, 180_000);
});

/** Sums that were put in and taken out again may stay as noughts. */
async function rowsThatSaySomething(store: Store): Promise<readonly string[]> {
  const rows = await readSums(store, 0, Number.MAX_SAFE_INTEGER);
  return rows
    .filter(({ sums }) => /:[^0[{]/.test(sums))
    .map(({ subject, startsAt, sums }) => `${subject} ${startsAt} ${sums}`);
}

/** Sends batches that are not durable yet, in order, several at once; returns some moments after `count` of them. */
async function load(
  server: KillableProcess,
  batches: readonly (readonly CallEvent[])[],
  durable: Set<number>,
  count: number,
  moments: number,
): Promise<void> {
  const open = batches
    .map((_, id) => id)
    .filter((id) => !durable.has(id))
    .slice(0, count + IN_FLIGHT);
  let sent = 0;
  let answered = 0;
  const send = () => {
    const id = open[sent];
    const batch = id === undefined ? undefined : batches[id];
    if (id === undefined || batch === undefined) return;
    sent += 1;
    server.tell({ id, now: Math.max(...batch.map(({ at }) => at)), events: batch });
  };
  await new Promise<void>((resolve) => {
    server.onAnswer(({ kind, id }) => {
      if (kind !== 'durable' || id === undefined) return;
      durable.add(id);
      answered += 1;
      if (answered >= Math.min(count, open.length)) resolve();
      else send();
    });
    if (open.length === 0) resolve();
    for (let index = 0; index < IN_FLIGHT; index += 1) send();
  });
  await new Promise((resolve) => setTimeout(resolve, moments));
}

/** The same, with moments between the batches in which sums are kept and days counted. Never ends where the server does. */
async function trickle(
  server: KillableProcess,
  batches: readonly (readonly CallEvent[])[],
  durable: Set<number>,
): Promise<void> {
  for (const id of batches.keys())
    if (!durable.has(id)) await load(server, batches.slice(0, id + 1), durable, 1, 20);
}

/**
 * A state as text, without the marks of what was stored already, as far as its sums are its own, in one order: those of
 * earlier hours belong to the log, and a state may hold them still or not, as it may calls that wait to be looked up there.
 */
function comparable(state: unknown, ownedFromInstant: number): string {
  const intervalOf = (row: unknown): number => (Array.isArray(row) ? Number(row[0]) : Number.NaN);
  const isOwned = (row: unknown) => intervalOf(row) * LEDGER_INTERVAL_MS >= ownedFromInstant;
  return JSON.stringify(state, (key, value: unknown): unknown => {
    if (key === 'changed' || key === 'touched' || key === 'strangers') return undefined;
    if (!Array.isArray(value)) return value;
    const rows: readonly unknown[] = value;
    if (key === 'calls') return rows.filter((call) => !isEarlierStranger(call, ownedFromInstant));
    if (key !== 'sums' && key !== 'agentTime') return rows;
    return rows.filter(isOwned).sort((a, b) => intervalOf(a) - intervalOf(b));
  });
}

/** A call of which only a mark or a code of earlier hours was heard: the log is asked for the rest, sooner or later. */
function isEarlierStranger(call: unknown, ownedFromInstant: number): boolean {
  if (typeof call !== 'object' || call === null) return false;
  const { visits, markedAt, classifiedAt }: Partial<Record<string, unknown>> = { ...call };
  const isEarlier = (at: unknown): boolean => typeof at !== 'number' || at < ownedFromInstant;
  return Array.isArray(visits) && visits.length === 0 && isEarlier(markedAt) && isEarlier(classifiedAt);
}
