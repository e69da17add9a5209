import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import { EventLog, type LoggedEvent } from '../../../../server/live/log/event-log.ts';
import { visitOf } from '../../../support/call-events.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const NOW = instant(Date.UTC(2026, 9, 26, 9, 0));

async function readAll(log: EventLog, span: Parameters<EventLog['read']>[0] = {}): Promise<LoggedEvent[]> {
  const all: LoggedEvent[] = [];
  for await (const page of log.read(span)) all.push(...page);
  return all;
}

const entered = (count: number, name = 'call') =>
  Array.from({ length: count }, (_, index) => visitOf(`${name}-${index}`).entered(NOW + index));

describeOnBothEngines('event log', (engine) => {
  it('reads back what was written, in the order of writing', async () => {
    const log = new EventLog(await engine.newStore());
    const events = entered(300);
    await log.append(events.slice(150), NOW);
    await log.append(events.slice(0, 150), NOW);
    const read = await readAll(log);
    expect(read.map(({ event }) => event)).toEqual([...events.slice(150), ...events.slice(0, 150)]);
    expect(read.every(({ receivedAt }) => receivedAt === NOW)).toBe(true);
    expect(await log.lastSequence()).toBe(read.at(-1)?.sequence);
  });

  it('reads more than one page without a gap or a double', async () => {
    const log = new EventLog(await engine.newStore());
    const events = entered(9_001);
    await log.append(events, NOW);
    const read = await readAll(log);
    expect(read.map(({ event }) => event.key)).toEqual(events.map(({ key }) => key));
    expect(await readAll(log, { afterSequence: read[8_999]?.sequence ?? 0 })).toHaveLength(1);
  });

  it('reads a span of instants', async () => {
    const log = new EventLog(await engine.newStore());
    await log.append(entered(10), NOW);
    const read = await readAll(log, { from: instant(NOW + 3), to: instant(NOW + 6) });
    expect(read.map(({ event }) => event.at - NOW)).toEqual([3, 4, 5]);
  });

  it('knows an event by source and key, within a batch and between batches', async () => {
    const log = new EventLog(await engine.newStore());
    const [first, second] = entered(2);
    if (first === undefined || second === undefined) throw new Error('two events were made');
    const once = await log.append([first, first], NOW);
    const again = await log.append([second, first], NOW);
    expect(once.map((stored) => stored !== null)).toEqual([true, false]);
    expect(again.map((stored) => stored !== null)).toEqual([true, false]);
    expect(await readAll(log)).toHaveLength(2);
  });

  it('gives many callers at once their own outcomes', async () => {
    const log = new EventLog(await engine.newStore());
    const batches = Array.from({ length: 40 }, (_, index) => entered(index % 7, `batch-${index}`));
    const outcomes = await Promise.all(batches.map((events) => log.append(events, NOW)));
    outcomes.forEach((stored, index) =>
      expect(stored.map((logged) => logged?.event)).toEqual(batches[index]),
    );
    const sequences = outcomes.flat().map((logged) => logged?.sequence ?? 0);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
  });

  it('acknowledges nothing when the store cannot write, and goes on when it can again', async () => {
    const store = await engine.newStore();
    const log = new EventLog(store);
    const events = entered(20);
    await log.append(events.slice(0, 5), NOW);
    await setReadOnly(store, true);
    const refused = await Promise.allSettled([
      log.append(events.slice(5, 10), NOW),
      log.append(events.slice(10), NOW),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await setReadOnly(store, false);
    expect(await readAll(log)).toHaveLength(5);
    expect(await log.append(events.slice(5), NOW)).not.toContain(null);
    expect(await readAll(log)).toHaveLength(20);
  });

  it('does not let one caller suffer for another whose events the engine refuses', async () => {
    const store = await engine.newStore();
    const log = new EventLog(store);
    const [good] = entered(1);
    if (good === undefined) throw new Error('one event was made');
    const bad = { ...good, key: good.key, at: instant(Number.MAX_SAFE_INTEGER % 8e15), toJSON: refuse };
    const outcomes = await Promise.allSettled([log.append([bad], NOW), log.append([good], NOW)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});

function refuse(): never {
  throw new Error('this cannot be written');
}

type TestStore = Awaited<ReturnType<Parameters<Parameters<typeof describeOnBothEngines>[1]>[0]['newStore']>>;

/** The engine itself refuses to write, as with a full disk or a read-only mount. */
async function setReadOnly(store: TestStore, readOnly: boolean): Promise<void> {
  if (store.engine === 'sqlite')
    await sql`pragma query_only = ${sql.raw(readOnly ? 'on' : 'off')}`.execute(store.db);
  else
    await sql`alter table event_log ${sql.raw(readOnly ? 'add constraint refuses check (false) not valid' : 'drop constraint refuses')}`.execute(
      store.db,
    );
}
