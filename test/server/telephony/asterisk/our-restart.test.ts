import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pino from 'pino';
import * as v from 'valibot';
import { afterEach, expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import { LiveCentre } from '../../../../server/live/centre/live-centre.ts';
import { queueFigures } from '../../../../server/live/state/state-figures.ts';
import { openStore, type Store, type StoreLocation } from '../../../../server/platform/store/database.ts';
import type { AmiClient } from '../../../../server/telephony/asterisk/ami/ami-client.ts';
import { CallerHasher } from '../../../../server/live/events/caller-hash.ts';
import { connectSources } from '../../../../server/telephony/connect-sources.ts';
import { amiText } from '../../../support/ami-script.ts';
import { sourceId } from '../../../support/call-events.ts';
import { eventually } from '../../../support/eventually.ts';
import { centre } from '../../../support/sample-centre.ts';
import { TalkingPbx } from '../../../support/talking-pbx.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const fixtures = resolve(import.meta.dirname, '../../../fixtures/asterisk/restarts');

const heardSchema = v.object({ t: v.number(), e: v.record(v.string(), v.string()) });
type Heard = v.InferOutput<typeof heardSchema>;

/** What a real Asterisk said over AMI, and when. */
function heardOf(name: string): readonly Heard[] {
  const lines = readFileSync(join(fixtures, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => v.parse(heardSchema, JSON.parse(line)));
}

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A telephone system with its log, and our server at it: store, living centre and client as `serve` puts them together. */
class House {
  readonly pbx: TalkingPbx;
  readonly #port: number;
  readonly #location: StoreLocation;
  readonly #queueLog: string;
  readonly #hasLog: boolean;
  #now = 0;
  #running: {
    readonly store: Store;
    readonly live: LiveCentre;
    readonly clients: readonly AmiClient[];
  } | null = null;

  private constructor(
    pbx: TalkingPbx,
    port: number,
    location: StoreLocation,
    queueLog: string,
    hasLog: boolean,
  ) {
    this.pbx = pbx;
    this.#port = port;
    this.#location = location;
    this.#queueLog = queueLog;
    this.#hasLog = hasLog;
  }

  static async build(location: StoreLocation, { hasLog = true } = {}): Promise<House> {
    const { pbx, port } = await TalkingPbx.start();
    pbx.upTime = 100_000;
    const folder = mkdtempSync(join(tmpdir(), 'leitstand-restart-'));
    const house = new House(pbx, port, location, join(folder, 'queue_log'), hasLog);
    house.logged('', 0);
    cleanUps.push(async () => {
      await house.stop();
      await pbx.close();
      rmSync(folder, { recursive: true });
    });
    return house;
  }

  /** The log of the telephone system up to a second of its clock. */
  logged(name: string, until: number): void {
    const all = name === '' ? '' : readFileSync(join(fixtures, `${name}-queue_log`), 'utf8');
    const written = all.split('\n').filter((line) => line !== '' && Number(line.split('|', 1)[0]) <= until);
    writeFileSync(this.#queueLog, written.map((line) => `${line}\n`).join(''));
  }

  /** Our server starts at this second of the telephone system's clock. */
  async start(seconds: number): Promise<void> {
    this.#now = seconds;
    this.pbx.upTime = 100_000 + Math.floor(seconds % 1_000_000);
    const store = await openStore(this.#location);
    const clock = () => instant(Math.round(this.#now * 1_000));
    const source = sourceId('pbx');
    const parts = { store, centre: centre(), clock, clockKind: 'real' as const };
    const live = await LiveCentre.open({ ...parts, sources: [{ id: source, staleAfterMs: 4_000 }] });
    let isListening = false;
    const log = pino(
      { level: 'info' },
      { write: (line) => void (isListening ||= line.includes('listening to the telephone system')) },
    );
    const clients = await connectSources({
      sources: [
        {
          type: 'asterisk',
          id: 'pbx',
          host: '127.0.0.1',
          port: this.#port,
          user: 'leitstand',
          secretVariable: 'PBX_SECRET',
          secret: 'quiet words',
          wrapUpSeconds: 0,
          wrapUpSecondsByQueue: {},
          queueLog: this.#hasLog ? this.#queueLog : null,
        },
      ],
      store,
      wayIn: live,
      hasher: await CallerHasher.open({ load: async () => [], save: async () => undefined }, clock()),
      clock,
      knownQueues: () => [],
      retentionDays: 90,
      zone: 'Europe/Berlin',
      log,
    });
    for (const client of clients) client.start();
    this.#running = { store, live, clients };
    await eventually(() => expect(isListening).toBe(true));
  }

  async stop(): Promise<void> {
    if (this.#running === null) return;
    const { store, live, clients } = this.#running;
    this.#running = null;
    for (const client of clients) await client.stop();
    await live.close();
    await store.close();
  }

  async restart(seconds: number): Promise<void> {
    await this.stop();
    await this.start(seconds);
  }

  /** The telephone system says what it said then. */
  async hears(messages: readonly Heard[]): Promise<void> {
    for (const { t, e } of messages) {
      const { Event = '', ...fields } = e;
      this.#now = Math.max(this.#now, t);
      this.pbx.say(amiText(Event, fields));
      // Received within the second that the clock shows.
      await new Promise((done) => setTimeout(done, 5));
    }
  }

  /** Sums of a queue once they are as expected. */
  async shows(queue: string, expected: Readonly<Record<string, number>>): Promise<void> {
    await eventually(() => {
      const figures = queueFigures(this.#state()).find((one) => one.queue === queue);
      const { waitingNow, talkingNow, totals } = figures ?? {};
      expect({ waiting: waitingNow, talking: talkingNow, ...totals }).toMatchObject(expected);
    });
  }

  #state() {
    if (this.#running === null) throw new Error('the server does not run');
    return this.#running.live.state;
  }
}

function entry(Queue: string, Uniqueid: string, Wait: number) {
  return (ActionID: string) => [
    amiText('QueueParams', { Queue, ActionID }),
    amiText('QueueEntry', { Queue, Uniqueid, CallerIDNum: '02215550101', Wait, ActionID }),
  ];
}

describeOnBothEngines('our restart', (engine) => {
  it('takes a caller in a list for the one whose end the log has in the same second', async () => {
    const house = await House.build(await engine.newLocation());
    house.logged('list-and-log', 1_796_058_241);
    house.pbx.listed = entry('koeln', '1796058239.1107', 2);
    await house.start(1_796_058_241.3);
    await house.shows('koeln', { offered: 1, answered: 1, waiting: 0, talking: 1 });
    house.pbx.listed = () => [];
    house.logged('list-and-log', 1_796_058_244);
    await house.hears(heardOf('list-and-log').filter(({ t }) => t > 1_796_058_242));
    await house.restart(1_796_058_250);
    await house.shows('koeln', { offered: 1, answered: 1, handled: 1, waiting: 0, talking: 0 });
  });

  it('ends a talk of before it though its end names no channel', async () => {
    const house = await House.build(await engine.newLocation());
    const heard = heardOf('no-channels');
    house.logged('no-channels', 1_796_058_209);
    await house.start(1_796_058_220);
    await house.shows('english-line', { offered: 1, answered: 1, talking: 1 });
    await house.hears(heard.filter(({ e }) => e['Event'] === 'AgentComplete'));
    await house.shows('english-line', { answered: 1, handled: 1, talking: 0, talkMs: 33_000 });
    await house.restart(1_796_058_250);
    await house.shows('english-line', { offered: 1, handled: 1, talking: 0, talkMs: 33_000 });
  });

  it.each([true, false])(
    'keeps a talk that a reload of the queues took from their count, log: %s',
    async (hasLog) => {
      const house = await House.build(await engine.newLocation(), { hasLog });
      const call = { Queue: 'koeln', Uniqueid: '1796060018.1815', Linkedid: '1796060018.1814' };
      const member = { Interface: 'Local/a20@agents/n', MemberName: 'Reload Zwanzig' };
      const answer = { ...call, ...member, DestUniqueid: '1796060019.1816', HoldTime: '1' };
      house.pbx.listed = (ActionID) => {
        const state = { InCall: 0, Status: 2, LastCall: 1_796_059_853, Paused: 0 };
        const names = { Name: 'Reload Zwanzig', Location: 'Local/a20@agents/n' };
        return [
          amiText('QueueParams', { Queue: 'koeln', ActionID }),
          amiText('QueueMember', { Queue: 'koeln', ...names, ...state, ActionID }),
        ];
      };
      await house.start(1_796_060_018);
      await house.hears([
        { t: 1_796_060_019, e: { Event: 'QueueCallerJoin', ...call } },
        { t: 1_796_060_020, e: { Event: 'QueueCallerLeave', ...call } },
        { t: 1_796_060_020, e: { Event: 'AgentConnect', ...answer } },
      ]);
      await house.shows('koeln', { answered: 1, talking: 1 });
      house.logged('reloaded', 1_796_060_020);
      await house.restart(1_796_060_127);
      await house.shows('koeln', { answered: 1, talking: 1, lostTalking: 0 });
      const end = { ...member, Queue: 'koeln', HoldTime: '1', TalkTime: '120', Reason: 'agent' };
      await house.hears([{ t: 1_796_060_140, e: { Event: 'AgentComplete', ...end } }]);
      await house.shows('koeln', { answered: 1, handled: 1, talking: 0, lostTalking: 0 });
    },
  );

  it.each([true, false])(
    'knows the second visit of a caller to a queue for the second, log: %s',
    async (hasLog) => {
      const house = await House.build(await engine.newLocation(), { hasLog });
      const heard = heardOf('second-visit');
      await house.start(1_796_060_450);
      await house.hears(heard.filter(({ t }) => t < 1_796_060_470));
      await house.shows('koeln', { offered: 2, answered: 1, waiting: 1, talking: 0 });
      house.logged('second-visit', 1_796_060_470);
      house.pbx.listed = entry('koeln', '1796060452.2721', 13);
      await house.restart(1_796_060_471.3);
      await house.shows('koeln', { offered: 2, answered: 1, waiting: 1, talking: 0 });
      house.pbx.listed = () => [];
      await house.hears(heard.filter(({ t }) => t > 1_796_060_472));
      await house.shows('koeln', { offered: 2, answered: 1, timedOut: 1, waiting: 0, lost: 0 });
      house.logged('second-visit', 1_796_060_500);
      await house.restart(1_796_060_860);
      await house.shows('koeln', { offered: 2, answered: 1, timedOut: 1, waiting: 0, lost: 0 });
    },
  );
});
