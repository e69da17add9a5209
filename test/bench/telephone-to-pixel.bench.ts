import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { seededRandom } from '../../forecasting/maths/index.ts';
import { instant } from '../../forecasting/time/index.ts';
import { LiveCentre } from '../../server/live/centre/live-centre.ts';
import { openStore } from '../../server/platform/store/database.ts';
import { AmiClient } from '../../server/telephony/asterisk/ami/ami-client.ts';
import type { CallEvent } from '../../server/live/events/call-event.ts';
import { sourceId } from '../../server/live/events/call-id.ts';
import type { WayIn } from '../../server/live/log/way-in.ts';
import { amiText } from '../support/ami-script.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { eventually } from '../support/eventually.ts';
import { centre } from '../support/sample-centre.ts';
import { startWallServer } from '../support/start-wall-server.ts';
import { TalkingPbx } from '../support/talking-pbx.ts';
import { percentile, type Bench, type BenchRow } from './bench.ts';

const CALLS = 120;
const LONGEST_PAUSE_MILLISECONDS = 500;
/** What a PBX says besides, for each caller who enters. */
const CHATTER = 20;

/** One clock for this process and the page: both run on this machine. */
const now = (): number => performance.timeOrigin + performance.now();

/** When a call passed each station, by its number; the wall then shows that many callers waiting. */
class Stations {
  readonly said = new Map<number, number>();
  readonly translated = new Map<number, number>();
  readonly counted = new Map<number, number>();
  readonly pushed = new Map<number, number>();
  readonly dom = new Map<number, number>();
  readonly drawn = new Map<number, number>();

  /** Milliseconds from one station to another, of all calls that passed both. */
  between(from: ReadonlyMap<number, number>, to: ReadonlyMap<number, number>): readonly number[] {
    return [...to].flatMap(([call, at]) => {
      const start = from.get(call);
      return start === undefined ? [] : [at - start];
    });
  }
}

/** The centre's way in, with a look at the clock before and after. */
function watchedWayIn(live: LiveCentre, { translated, counted }: Stations): WayIn {
  const note = (events: readonly CallEvent[], times: Map<number, number>) => {
    for (const event of events)
      if (event.kind === 'CallEntered') times.set(Number(event.call.split('.')[1]), now());
  };
  return {
    heard: (source, at) => live.heard(source, at),
    troubled: (source, trouble, at) => live.troubled(source, trouble, at),
    async accept(events) {
      note(events, translated);
      const outcomes = await live.accept(events);
      note(events, counted);
      return outcomes;
    },
  };
}

async function measure(): Promise<Stations> {
  await buildPages();
  const stations = new Stations();
  const folder = await mkdtemp(join(tmpdir(), 'leitstand-bench-'));
  const store = await openStore({ engine: 'sqlite', folder });
  const clock = () => instant(Date.now());
  const source = sourceId('pbx');
  const sources = [{ id: source, staleAfterMs: 4_000 }];
  const live = await LiveCentre.open({ store, centre: centre(), sources, clock, clockKind: 'real' });
  live.start();
  const { pbx, port } = await TalkingPbx.start();
  const client = new AmiClient({
    host: '127.0.0.1',
    port,
    user: 'leitstand',
    secret: 'none',
    wayIn: watchedWayIn(live, stations),
    translator: { source, hashCaller: () => null, wrapUpSeconds: null },
    clock,
    report: () => undefined,
    catchUp: null,
    knownUntil: null,
  });
  client.start();
  const server = await startWallServer({ source: live, clock });
  const browser = await launchBrowser();
  const { page } = await openPage(browser, `${server.url}/wall`);
  await page.waitForSelector('.live');

  const listener = io(server.url, { transports: ['websocket'], forceNew: true });
  listener.on('wall:patch', (patch: unknown) => {
    const waiting = /"cities",0,"waiting"\],"value":(\d+)/.exec(JSON.stringify(patch))?.[1];
    if (waiting !== undefined) stations.pushed.set(Number(waiting), now());
  });
  await listener.emitWithAck('wall:join', { scope: 'all' });
  await page.evaluate(() => {
    const seen: [number, number, number][] = [];
    Object.assign(window, { seen });
    const value = document.querySelector('.waiting .value');
    if (value === null) return;
    new MutationObserver(() => {
      const waiting = Number(value.textContent);
      const dom = performance.timeOrigin + performance.now();
      // The frame after the next one begins when this one has been drawn.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => seen.push([waiting, dom, performance.timeOrigin + performance.now()])),
      );
    }).observe(value, { childList: true, characterData: true, subtree: true });
  });

  const random = seededRandom(7);
  for (let call = 1; call <= CALLS; call += 1) {
    const Uniqueid = `1795428000.${call}`;
    const chatter = Array.from({ length: CHATTER }, (_, index) =>
      amiText('VarSet', { Uniqueid, Variable: `V${index}`, Value: index }),
    ).join('');
    const entered = amiText('QueueCallerJoin', { Uniqueid, Linkedid: Uniqueid, Queue: 'koeln' });
    stations.said.set(call, now());
    pbx.say(`${chatter}${entered}`);
    await pause(random() * LONGEST_PAUSE_MILLISECONDS);
  }
  const seen = await eventually(async () => {
    const rows: unknown = await page.evaluate('window.seen');
    const list = Array.isArray(rows) ? rows.filter(isSeen) : [];
    if (list.at(-1)?.[0] !== CALLS) throw new Error('the last call is not drawn yet');
    return list;
  });
  for (const [call, dom, drawn] of seen) {
    stations.dom.set(call, dom);
    stations.drawn.set(call, drawn);
  }
  listener.close();
  await browser.close();
  await client.stop();
  await pbx.close();
  await server.close();
  await live.close();
  await store.close();
  await rm(folder, { recursive: true });
  return stations;
}

function isSeen(row: unknown): row is [number, number, number] {
  return Array.isArray(row) && row.length === 3 && row.every((part) => typeof part === 'number');
}

export const bench: Bench = {
  title: 'From the byte on the telephone system’s socket to pixels on a wall, patches at most every 250 ms',
  async run() {
    const stations = await measure();
    const { said, translated, counted, pushed, dom, drawn } = stations;
    const row = (
      work: string,
      from: Map<number, number>,
      to: Map<number, number>,
      against = '',
    ): BenchRow => {
      const values = stations.between(from, to);
      return {
        work,
        measured: `p50 ${percentile(values, 0.5).toFixed(1)} ms, p99 ${percentile(values, 0.99).toFixed(1)} ms`,
        against,
        ratio: '',
      };
    };
    return [
      row('byte written → event translated (socket, parser, translator)', said, translated),
      row('translated → on disk and counted (log, queue state)', translated, counted, 'one fsync'),
      row('counted → patch heard (coalescing, board, push)', counted, pushed, 'coalescing: up to 250 ms'),
      row(
        'patch heard → page changed (parse, apply, Svelte)',
        pushed,
        dom,
        'two listeners: may differ in sign',
      ),
      row('page changed → frame drawn', dom, drawn),
      row(
        'byte written → frame drawn',
        said,
        drawn,
        `${drawn.size} of ${CALLS} calls had a patch of their own`,
      ),
    ];
  },
};
