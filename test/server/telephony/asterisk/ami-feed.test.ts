import { afterEach, describe, expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import {
  AmiClient,
  type AmiClientOptions,
  type AmiReport,
} from '../../../../server/telephony/asterisk/ami/ami-client.ts';
import { CLASS_AGENT } from '../../../../server/telephony/asterisk/ami/hearing-check.ts';
import { queueName, sourceId } from '../../../../server/live/events/call-id.ts';
import type { FeedTrouble } from '../../../../server/live/log/way-in.ts';
import { CollectingWayIn } from '../../../support/collecting-way-in.ts';
import { eventually } from '../../../support/eventually.ts';
import { livingQueue, LivingManager } from '../../../support/living-manager.ts';

const source = sourceId('pbx1');
/** The client's clock runs so much faster than life, so that its seconds of patience pass in the test. */
const HASTE = 100;
const timings = {
  pingEveryMs: 20,
  silentAfterMs: 400,
  tickEveryMs: 10,
  firstRetryMs: 5,
  longestRetryMs: 20,
  listWithinMs: 200,
  listEveryMs: 60,
  listUnprovenEveryMs: 40,
};

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function startPbx() {
  const { pbx, port } = await LivingManager.start();
  cleanUps.push(() => pbx.close());
  const koeln = livingQueue('Kim', 'Lee');
  pbx.queues.set('koeln', koeln);
  return { pbx, port, koeln };
}

function startClient(port: number, options: Partial<AmiClientOptions> = {}) {
  const wayIn = new CollectingWayIn();
  const reports: AmiReport[] = [];
  const startedAt = Date.now();
  const client = new AmiClient({
    host: '127.0.0.1',
    port,
    user: 'leitstand',
    secret: 'quiet words',
    wayIn,
    translator: { source, hashCaller: () => null, wrapUpSeconds: 0 },
    clock: () => instant(startedAt + (Date.now() - startedAt) * HASTE),
    catchUp: null,
    knownUntil: null,
    timings,
    report: (report) => reports.push(report),
    ...options,
  });
  cleanUps.push(() => client.stop());
  client.start();
  const reasons = () => wayIn.troubles.map((trouble: FeedTrouble | null) => trouble?.reason ?? 'live');
  const isLive = () => eventually(() => expect(wayIn.troubles.at(-1)).toBeNull());
  return { client, wayIn, reports, reasons, isLive };
}

const call = (Uniqueid: string, Queue = 'koeln') => ({ Uniqueid, Queue });

describe('the feed of a telephone system', () => {
  it('is never live with a wrong secret, and says that it is refused', async () => {
    const { pbx, port } = await startPbx();
    pbx.secret = 'another';
    const { wayIn, reports, reasons } = startClient(port);
    await eventually(() => expect(reports.filter(({ kind }) => kind === 'ended').length).toBeGreaterThan(3));
    expect([...new Set(reasons())]).toEqual(['connecting', 'refused']);
    expect(wayIn.troubles).not.toContain(null);
  });

  it('is live after list and catch-up, and not before', async () => {
    const { port } = await startPbx();
    let finish: () => void = () => undefined;
    const read = new Promise<void>((done) => (finish = done));
    const { wayIn, reasons, isLive } = startClient(port, {
      catchUp: async () => {
        await read;
        return 0;
      },
    });
    await eventually(() => expect(reasons()).toEqual(['connecting', 'catchingUp']));
    await new Promise((done) => setTimeout(done, 100));
    expect(wayIn.troubles).not.toContain(null);
    finish();
    await isLive();
    expect(reasons()).toEqual(['connecting', 'catchingUp', 'live']);
  });

  it.each(['refuses', 'never'] as const)(
    'is not live while the list of queues is answered: %s',
    async (how) => {
      const { pbx, port } = await startPbx();
      pbx.answersLists = how;
      const { wayIn, isLive } = startClient(port);
      await eventually(() => expect(pbx.lists).toBeGreaterThan(2));
      expect(wayIn.troubles).not.toContain(null);
      pbx.answersLists = 'yes';
      await isLive();
    },
  );

  it('is not live when the class of queue events is not told, as soon as something happens there', async () => {
    const { pbx, port, koeln } = await startPbx();
    pbx.lets = () => false;
    const { wayIn, reasons, isLive } = startClient(port);
    await isLive();
    await eventually(() => expect(pbx.lists).toBeGreaterThan(4));
    expect(reasons()).not.toContain('eventsMissing');
    koeln.waiting.push({ call: 'c1', waitSeconds: 0 });
    await eventually(() =>
      expect(wayIn.troubles.at(-1)).toMatchObject({ reason: 'eventsMissing', missing: [CLASS_AGENT] }),
    );
    // It signs in anew in vain, and is live again once the right is back and shows.
    const logins = pbx.logins;
    await eventually(() => expect(pbx.logins).toBeGreaterThan(logins + 1));
    expect(wayIn.troubles.at(-1)?.reason).not.toBeUndefined();
    pbx.lets = () => true;
    const before = pbx.logins;
    await eventually(() => expect(pbx.logins).toBeGreaterThan(before));
    await eventually(() => {
      pbx.say('QueueCallerLeave', call('c1'));
      expect(wayIn.troubles.at(-1)).toBeNull();
    });
  });

  it.each([
    ['QueueCallerAbandon', 'abandoned'],
    ['AgentComplete', 'completed'],
  ] as const)('is not live when a filter keeps %s back and the counter rises', async (event, counter) => {
    const { pbx, port, koeln } = await startPbx();
    pbx.lets = (name) => name !== event;
    const { wayIn, isLive } = startClient(port);
    await isLive();
    pbx.say('QueueCallerJoin', call('c1'));
    pbx.say(event, { ...call('c1'), HoldTime: 1, TalkTime: 1 });
    koeln[counter] += 1;
    await eventually(() =>
      expect(wayIn.troubles.at(-1)).toMatchObject({ reason: 'eventsMissing', missing: [event] }),
    );
  });

  it('stays live while what is told agrees with the counters, also over their reset', async () => {
    const { pbx, port, koeln } = await startPbx();
    koeln.completed = 70;
    const { reasons, isLive } = startClient(port);
    await isLive();
    for (const round of [1, 2, 3, 4]) {
      pbx.say('QueueCallerJoin', call(`c${round}`));
      pbx.say('Hangup', { Uniqueid: `c${round}` });
      pbx.say('QueueCallerAbandon', { ...call(`c${round}`), HoldTime: 1 });
      koeln.abandoned += 1;
      if (round === 2) koeln.completed = koeln.abandoned = 0;
      const { lists } = pbx;
      await eventually(() => expect(pbx.lists).toBeGreaterThan(lists + 1));
    }
    expect(reasons()).toEqual(['connecting', 'catchingUp', 'live']);
  });

  it('reads what was kept from it from the log, from where the counters last agreed', async () => {
    const { pbx, port, koeln } = await startPbx();
    pbx.lets = (name) => name !== 'QueueCallerAbandon';
    const froms: (number | null)[] = [];
    const { wayIn, isLive } = startClient(port, {
      catchUp: (from) => {
        froms.push(from);
        return Promise.resolve(0);
      },
    });
    await isLive();
    pbx.say('QueueCallerJoin', call('c1'));
    const until = wayIn.heardAt.get(source) ?? 0;
    koeln.abandoned += 1;
    await eventually(() => expect(froms.length).toBeGreaterThan(1));
    expect(froms[0]).toBeNull();
    expect(froms[1]).not.toBeNull();
    expect(froms[1]).toBeLessThanOrEqual(until + HASTE * 500);
  });

  it('gives no sign of life from a frozen telephone system', async () => {
    const { pbx, port } = await startPbx();
    const { wayIn, reasons, isLive } = startClient(port);
    await isLive();
    await eventually(() => expect(wayIn.heardAt.has(source)).toBe(true));
    pbx.isFrozen = true;
    await eventually(() => expect(reasons().at(-1)).toBe('unreachable'));
  });
});

describe('lists that the telephone system is asked for from time to time', () => {
  const listed = (wayIn: CollectingWayIn) =>
    wayIn.events.flatMap((event) =>
      event.kind === 'QueueListed'
        ? [[event.queue, ...event.members.map(({ agent }) => agent)].join(' ')]
        : [],
    );

  it('show realtime members who came and went without an event, and are told only when they say something new', async () => {
    const { pbx, port, koeln } = await startPbx();
    const { wayIn, isLive } = startClient(port);
    await isLive();
    await eventually(() => expect(pbx.lists).toBeGreaterThan(4));
    expect(listed(wayIn)).toEqual(['koeln Kim Lee']);
    koeln.members = [
      { name: 'Kim', interface: 'PJSIP/Kim' },
      { name: 'Chloë', interface: 'PJSIP/Chloë' },
    ];
    await eventually(() => expect(listed(wayIn)).toEqual(['koeln Kim Lee', 'koeln Kim Chloë']));
  });

  it('empty a queue that a reload removed, also one that was removed while nobody listened', async () => {
    const { pbx, port } = await startPbx();
    pbx.queues.set('bonn', livingQueue('Ann'));
    const { wayIn, isLive } = startClient(port, {
      translator: {
        source,
        hashCaller: () => null,
        wrapUpSeconds: 0,
        knownQueues: [queueName('leverkusen')],
      },
    });
    await isLive();
    expect(listed(wayIn)).toEqual(['koeln Kim Lee', 'bonn Ann', 'leverkusen']);
    pbx.queues.delete('bonn');
    pbx.say('Reload', { Module: 'app_queue' });
    await eventually(() => expect(listed(wayIn).slice(3)).toEqual(['bonn']));
  });
});
