import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { readSums } from '../../../../server/live/log/interval-sums-store.ts';
import { visitOf } from '../../../support/call-events.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';
import { startWholeServer } from '../../../support/whole-server.ts';

describeOnBothEngines('a log that took texts which are refused today', (engine) => {
  it('stops no sums: those of other queues and of the cities go on, and after a start too', async () => {
    const store = await engine.newStore();
    const at = Date.now() - 60_000;
    const calls = ['bo\0nn', 'bo\ud800nn', 'bonn'].flatMap((queue, place) => {
      const visit = visitOf(`call-${place}`, queue, 0, 'acd');
      return [
        visit.entered(at),
        visit.answered(at + 1_000, 'K\0'),
        visit.completed(at + 2_000, { agent: 'K\0' }),
      ];
    });
    for (const start of ['first', 'second']) {
      const server = await startWholeServer(store);
      await server.live.accept(calls);
      await server.live.maintain();
      const ready = await fetch(`${server.url}/readyz`);
      expect([start, ready.status, server.live.keepsSums]).toEqual([start, 200, true]);
      await server.stop();
    }
    const subjects = (await readSums(store, 0, Date.now())).map(({ subject }) => subject);
    expect(new Set(subjects)).toEqual(
      new Set([
        'agents',
        'city:bonn',
        'queue:acd/bonn',
        'queue:acd/"bo\\u0000nn"',
        'queue:acd/"bo\\ud800nn"',
      ]),
    );
  });

  it('shows in readiness for as long as sums cannot be stored', async () => {
    const store = await engine.newStore();
    const server = await startWholeServer(store);
    const told = async (call: string) => {
      await server.live.accept([visitOf(call, 'bonn', 0, 'acd').entered(Date.now())]);
      await server.live.maintain();
      const ready = await fetch(`${server.url}/readyz`);
      const body: unknown = await ready.json();
      return [ready.status, body];
    };
    await sql`alter table interval_sums rename to interval_sums_away`.execute(store.db);
    expect(await told('one')).toEqual([
      503,
      { ready: false, checks: { store: true, sums: false }, warnings: [] },
    ]);
    await sql`alter table interval_sums_away rename to interval_sums`.execute(store.db);
    expect(await told('two')).toMatchObject([200, { ready: true, checks: { sums: true } }]);
    await server.stop();
  });
});
