import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { seededRandom } from '../../../../forecasting/maths/seeded.ts';
import { instant } from '../../../../forecasting/time/instant.ts';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
import type { Centre } from '../../../../server/contract/centre.ts';
import { LiveCentre } from '../../../../server/live/centre/live-centre.ts';
import { selfCheck } from '../../../../server/live/selfcheck/self-check.ts';
import type { Store } from '../../../../server/platform/store/database.ts';
import { readSums } from '../../../../server/live/log/interval-sums-store.ts';
import { daysToRecount, markDays } from '../../../../server/live/log/recount-store.ts';
import type { CallEvent } from '../../../../server/live/events/call-event.ts';
import { parseCallEvent } from '../../../../server/live/events/parse-call-event.ts';
import { callerHash, sourceId, visitOf } from '../../../support/call-events.ts';
import { hardDays } from '../../../support/hard-days.ts';
import { centre, city } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/late-events');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday 30 November 2026, 18:00 in Cologne: the day of the fixtures. */
const NOW = Date.UTC(2026, 10, 30, 17, 0);

const twoCities = centre({
  cities: [
    city('koeln', { queues: [{ source: 'acd', name: 'k-main' }] }),
    city('leverkusen', { queues: [{ source: 'acd', name: 'l-main' }] }),
  ],
});

async function opened(store: Store, configured: Centre, now = NOW): Promise<LiveCentre> {
  return LiveCentre.open({
    store,
    centre: configured,
    sources: [],
    clock: () => instant(now),
    clockKind: 'real',
  });
}

function fixture(name: string): readonly CallEvent[] {
  const told = v.parse(
    v.object({ acd: v.array(v.unknown()) }),
    JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')),
  );
  return told.acd.map((input) => {
    const parsed = parseCallEvent(input, {
      source: sourceId('acd'),
      hashCaller: (number) => ({ caller: callerHash(number) }),
      latest: null,
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    return parsed.event;
  });
}

/** The sums of one subject over one UTC day, added up. */
async function sumsOn(store: Store, subject: string, day: string): Promise<Record<string, number>> {
  const start = Date.parse(`${day}T00:00:00Z`);
  const sums: Record<string, number> = {};
  for (const row of await readSums(store, start, start + DAY)) {
    if (row.subject !== subject) continue;
    const figures = v.parse(v.record(v.string(), v.unknown()), JSON.parse(row.sums));
    for (const [name, value] of Object.entries(figures))
      if (typeof value === 'number') sums[name] = (sums[name] ?? 0) + value;
  }
  return sums;
}

const CASES = {
  'days older than eight days in one burst are stored': [
    '01',
    'city:koeln',
    '2026-11-10',
    { offered: 1, abandoned: 1, abandonedWaitMs: 30_000 },
  ],
  'an earlier call told late leaves the wrap-up of the later one': [
    '02',
    'city:koeln',
    '2026-11-30',
    { handled: 2, talkMs: 110_000, wrapUpMs: 70_000 },
  ],
  'the end of a wrap-up told before its call finds it': [
    '03',
    'city:koeln',
    '2026-11-30',
    { handled: 2, talkMs: 350_000, wrapUpMs: 30_000 },
  ],
  'a closing code and a mark told before their call are kept for it': [
    '04',
    'city:koeln',
    '2026-11-30',
    { classified: 1, solvedAtFirstContact: 1, marks: 1, goodMarks: 1 },
  ],
  'a hold told after the end of the call is counted as hold': [
    '05',
    'city:koeln',
    '2026-11-30',
    { talkMs: 45_000, holdMs: 10_000 },
  ],
  'an overflow told second queue first stays lost': [
    '06',
    'city:leverkusen',
    '2026-11-30',
    { offered: 1, lost: 1, flowedOut: 0 },
  ],
  'an end told long before its entry is one call': [
    '07',
    'city:koeln',
    '2026-11-27',
    { offered: 2, abandoned: 2, waiting: 0, shortAbandoned: 0 },
  ],
  'of three calls of one caller the first is repeated, though the second is told last': [
    '08',
    'city:koeln',
    '2026-11-28',
    { traceable: 1, repeated: 1 },
  ],
  'a caller belongs to the city of the first queue, though it is told last': [
    '09',
    'city:leverkusen',
    '2026-11-30',
    { traceable: 1, repeated: 1 },
  ],
  'an end told three days late is one call': [
    '10',
    'city:koeln',
    '2026-11-27',
    { offered: 1, abandoned: 1, lost: 0, abandonedWaitMs: 30_000 },
  ],
} as const;

/** Twelve days back to today. */
const FIRST = NOW - 12 * DAY;
const story = [
  ...hardDays(FIRST, 50, 5),
  ...hardDays(FIRST + 4 * DAY, 50, 6),
  ...hardDays(NOW - 4 * DAY, 80, 7),
]
  .filter(({ at }) => at < NOW)
  .sort((a, b) => a.at - b.at);
const DATES = Array.from({ length: 13 }, (_, day) => new Date(FIRST + day * DAY).toISOString().slice(0, 10));

function inAnyOrder(events: readonly CallEvent[], seed: number): readonly CallEvent[] {
  const random = seededRandom(seed);
  return events
    .map((event) => ({ event, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event);
}

const ORDERS = {
  'in order': story,
  'today first, then the past': [
    ...story.filter(({ at }) => at >= NOW - DAY),
    ...story.filter(({ at }) => at < NOW - DAY),
  ],
  'shuffled, some twice': inAnyOrder([...story, ...story.slice(0, 100)], 3),
  backwards: story.toReversed(),
} as const;

/** Rows that say something; sums that were put in and taken out again may stay as noughts. */
async function storedRows(store: Store): Promise<readonly string[]> {
  const rows = await readSums(store, 0, Number.MAX_SAFE_INTEGER);
  return rows
    .filter(({ sums }) => /:[^0[{]|\[.*[1-9].*\]/.test(sums))
    .map(({ subject, startsAt, sums }) => `${subject} ${startsAt} ${sums}`);
}

async function tell(live: LiveCentre, events: readonly CallEvent[], maintainEvery: number): Promise<void> {
  for (let from = 0; from < events.length; from += 90) {
    await live.accept(events.slice(from, from + 90));
    if ((from / 90) % maintainEvery === maintainEvery - 1) await live.maintain();
  }
}

const boardOf = (live: LiveCentre) => JSON.stringify({ ...live.board('all', NOW), feed: null });

describeOnBothEngines('what is told late', (engine) => {
  it.each(Object.entries(CASES))('%s', async (_, [name, subject, day, expected]) => {
    const store = await engine.newStore();
    const live = await opened(store, twoCities);
    for (const event of fixture(name)) await live.accept([event]);
    await live.close();
    expect(await sumsOn(store, subject, day)).toMatchObject(expected);
    expect(await selfCheck(store, plainDate(day))).toMatchObject({ differences: [], awaitsRecount: false });
  });

  it('gives the same board at once and the same stored sums, in any order, over a restart', async () => {
    const results: { board: string; rows: readonly string[] }[] = [];
    for (const events of Object.values(ORDERS)) {
      const store = await engine.newStore();
      const live = await opened(store, centre());
      await tell(live, events, 4);
      const board = boardOf(live);
      await live.close();
      expect(boardOf(await opened(store, centre()))).toBe(board);
      for (const date of [DATES[1], DATES[5], DATES[11]])
        expect(await selfCheck(store, plainDate(date ?? ''))).toMatchObject({ differences: [] });
      results.push({ board, rows: await storedRows(store) });
    }
    expect(results[0]?.rows.length).toBeGreaterThan(100);
    for (const result of results) expect(result).toEqual(results[0]);
  }, 180_000);

  it('is counted after a crash in the middle of a recount', async () => {
    const store = await engine.newStore();
    const live = await opened(store, centre());
    const today = visitOf('today');
    await live.accept([today.entered(NOW), today.answered(NOW + 1)]);
    await live.maintain();
    const [one, two] = [visitOf('one'), visitOf('two')];
    const day = Date.UTC(2026, 10, 10, 10, 0);
    await live.accept([one.entered(day), one.abandoned(day + 30_000), two.entered(day - 5 * DAY)]);
    // As a crash leaves it: the days are marked with the sums, and nothing is counted yet.
    await markDays(store.db, [plainDate('2026-11-10'), plainDate('2026-11-05')], 5);
    const again = await opened(store, centre());
    await again.maintain();
    expect(await daysToRecount(store)).toEqual([]);
    expect(await sumsOn(store, 'city:koeln', '2026-11-10')).toMatchObject({ offered: 1, abandoned: 1 });
    expect(await sumsOn(store, 'city:koeln', '2026-11-05')).toMatchObject({ offered: 1, lost: 1 });
  });
});
