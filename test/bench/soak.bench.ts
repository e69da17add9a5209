import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '../../client/live/connection.ts';
import { copyOfSnapshot, patchedCopy, type BoardCopy } from '../../client/live/board-copy.ts';
import { seededRandom } from '../../forecasting/maths/index.ts';
import {
  dateAt,
  daySpan,
  instant,
  type Instant,
  plainDate,
  type PlainDate,
} from '../../forecasting/time/index.ts';
import { LiveCentre } from '../../server/live/centre/live-centre.ts';
import { demoScenario } from '../../server/telephony/simulator/demo-scenario.ts';
import { simulateDay } from '../../server/telephony/simulator/simulate-day.ts';
import { openStore } from '../../server/platform/store/database.ts';
import type { CallEvent } from '../../server/live/events/call-event.ts';
import { sourceId } from '../../server/live/events/call-id.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { eventually } from '../support/eventually.ts';
import { expectedOrdinaryDay } from '../support/ordinary-day.ts';
import { centre } from '../support/sample-centre.ts';
import { startWallServer } from '../support/start-wall-server.ts';
import { heapMegabytes, type Bench } from './bench.ts';

const DISPLAYS = 20;
const REAL_SECONDS = 80;
const WEEK_MILLISECONDS = 7 * 86_400_000;
const STEP_MILLISECONDS = 60;
const ZONE = 'Europe/Berlin';
/** So that a quarter of the week in and at its end as many calls of the last days are remembered. */
const THURSDAY = daySpan(plainDate('2026-11-19'), ZONE).start;
const MOST_GROWTH_MEGABYTES = 8;

/** A wall without a screen that counts what it heard and compares what it knows. */
class Listener {
  copy: BoardCopy | null = null;
  patches = 0;
  gaps = 0;
  readonly connection: Connection;

  constructor(url: string) {
    this.connection = new Connection(
      { url, token: null, scope: 'all' },
      {
        hello: () => undefined,
        snapshot: (snapshot) => (this.copy = copyOfSnapshot(snapshot)),
        patch: (patch) => {
          this.patches += 1;
          const next = this.copy === null ? null : patchedCopy(this.copy, patch);
          if (next === null) {
            this.gaps += 1;
            this.connection.resync();
          } else this.copy = next;
        },
        heartbeat: ({ revision }) => {
          if (this.copy !== null && revision > this.copy.revision) this.connection.resync();
        },
        goodbye: () => undefined,
        joined: () => undefined,
      },
    );
  }
}

/** The simulated week, day by day: a day's calls are made up when it begins and handed over as their time comes. */
class Week {
  readonly #source = sourceId('pbx');
  #date: PlainDate | null = null;
  #events: readonly CallEvent[] = [];
  #told = 0;
  calls = 0;

  /** Events up to `now` that were not told yet. */
  take(now: Instant): readonly CallEvent[] {
    const from = this.#told;
    const rest = this.#upTo(now, from);
    const date = dateAt(now, ZONE);
    if (date === this.#date) return rest;
    // What the evening before still brings comes before the new day.
    const evening = this.#events.slice(this.#told);
    const day = daySpan(date, ZONE);
    const scenario = demoScenario(this.#source, day, day.start / 1_000, expectedOrdinaryDay(day));
    this.#events = simulateDay(scenario);
    this.#told = 0;
    this.#date = date;
    return [...rest, ...evening, ...this.#upTo(now, 0)];
  }

  #upTo(now: Instant, from: number): readonly CallEvent[] {
    while ((this.#events[this.#told]?.at ?? Infinity) <= now) this.#told += 1;
    const due = this.#events.slice(from, this.#told);
    this.calls += due.filter(({ kind }) => kind === 'CallEntered').length;
    return due;
  }
}

async function soak() {
  await buildPages();
  const folder = await mkdtemp(join(tmpdir(), 'leitstand-soak-'));
  const store = await openStore({ engine: 'sqlite', folder });
  const started = performance.now();
  const speed = WEEK_MILLISECONDS / (REAL_SECONDS * 1_000);
  let stoppedAt: Instant | null = null;
  const clock = (): Instant =>
    stoppedAt ?? instant(Math.round(THURSDAY + (performance.now() - started) * speed));
  const live = await LiveCentre.open({
    store,
    centre: centre(),
    sources: [{ id: sourceId('pbx'), staleAfterMs: null }],
    clock,
    clockKind: 'simulated',
  });
  live.start();
  const week = new Week();
  await live.accept(week.take(clock()));
  const server = await startWallServer({ source: live, clock });
  const browser = await launchBrowser();
  const { page } = await openPage(browser, `${server.url}/wall`);
  await page.waitForSelector('.tile');
  const devTools = await page.context().newCDPSession(page);
  const pageMegabytes = async (): Promise<number> => {
    await devTools.send('HeapProfiler.collectGarbage');
    return (await devTools.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };

  const random = seededRandom(11);
  let listeners = Array.from({ length: DISPLAYS }, () => new Listener(server.url));
  let heard = 0;
  let gaps = 0;
  let reconnections = 0;
  const retire = (listener: Listener): void => {
    heard += listener.patches;
    gaps += listener.gaps;
    listener.connection.close();
  };
  let early: { readonly server: number; readonly page: number } | null = null;
  for (let step = 0; clock() < THURSDAY + WEEK_MILLISECONDS - STEP_MILLISECONDS * speed; step += 1) {
    await live.accept(week.take(clock()));
    if (step % 16 === 0) {
      const index = Math.floor(random() * DISPLAYS);
      listeners = listeners.map((listener, at) => {
        if (at !== index) return listener;
        retire(listener);
        reconnections += 1;
        return new Listener(server.url);
      });
    }
    if (early === null && clock() > THURSDAY + WEEK_MILLISECONDS / 4)
      early = { server: heapMegabytes(), page: await pageMegabytes() };
    await pause(STEP_MILLISECONDS);
  }
  stoppedAt = clock();
  await live.accept(week.take(stoppedAt));
  const late = { server: heapMegabytes(), page: await pageMegabytes() };
  const right = await eventually(() => {
    const final = JSON.stringify(live.board('all', clock()).cities);
    const same = listeners.filter((listener) => JSON.stringify(listener.copy?.board.cities) === final).length;
    if (same < DISPLAYS) throw new Error(`only ${same} of ${DISPLAYS} displays show the board`);
    return same;
  });
  for (const listener of listeners) retire(listener);
  await browser.close();
  await server.close();
  await live.close();
  await store.close();
  await rm(folder, { recursive: true });
  const { calls } = week;
  return {
    early: early ?? late,
    late,
    right,
    heard,
    gaps,
    reconnections,
    calls,
    failures: server.failures.length,
  };
}

export const bench: Bench = {
  title: `A simulated week in ${REAL_SECONDS} s, ${DISPLAYS} displays that come and go, one page in a browser`,
  async run() {
    const { early, late, right, heard, gaps, reconnections, calls, failures } = await soak();
    const growth = (from: number, to: number): string => `${from.toFixed(1)} → ${to.toFixed(1)} MB`;
    return [
      {
        work: `displays that show the board after ${calls} calls (${reconnections} came anew, ${heard} patches heard)`,
        measured: `${right} of ${DISPLAYS}, ${gaps} gaps, ${failures} failures`,
        against: `${DISPLAYS}, 0, 0`,
        ratio: (right / DISPLAYS).toFixed(2),
      },
      {
        work: 'memory of server and displays in this process, Friday → Wednesday evening',
        measured: growth(early.server, late.server),
        against: `+${MOST_GROWTH_MEGABYTES} MB`,
        ratio: ((late.server - early.server) / MOST_GROWTH_MEGABYTES).toFixed(2),
      },
      {
        work: 'memory of the page, Friday → Wednesday evening',
        measured: growth(early.page, late.page),
        against: `+${MOST_GROWTH_MEGABYTES} MB`,
        ratio: ((late.page - early.page) / MOST_GROWTH_MEGABYTES).toFixed(2),
      },
    ];
  },
};
