import { beforeEach, expect, it } from 'vitest';
import type { AppliedMove } from '../../../../server/contract/today.ts';
import { plannedDuties } from '../../../../server/planning/published/duty-store.ts';
import { findPublication } from '../../../../server/planning/published/publication-store.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import { DeskClient, field } from '../../../support/desk-server.ts';
import { BREAK_MOVE, MOVES_DAY, openMovesWorld, type MovesWorld } from '../../../support/moves-world.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const REASON = 'Mittags fehlen zwei, mit beiden besprochen';

describeOnBothEngines('a move that is applied', (engine) => {
  let db: Db;
  let world: MovesWorld;
  let leader: DeskClient;
  const move: AppliedMove = BREAK_MOVE;

  beforeEach(async () => {
    ({ db } = await engine.newStore());
    world = await openMovesWorld(db);
    leader = new DeskClient(world.server.url);
    await leader.signIn('leitung');
    return () => world.close();
  });

  const breaksOf = async (): Promise<readonly unknown[]> =>
    (await plannedDuties(db, { from: MOVES_DAY, until: MOVES_DAY }))
      .map(({ body }) => body.breaks[0]?.startMinute)
      .toSorted();
  const apply = (body: unknown) => leader.send('POST', '/api/v1/today/moves', body);

  it('is a version of the roster with its reason, and is seen by the people concerned and by the wall', async () => {
    const answer = await apply({ move, reason: REASON });
    expect(answer).toMatchObject({ status: 201, body: { number: 2, people: ['A', 'B'] } });
    expect(await breaksOf()).toEqual([720, 780, 780]);
    expect(world.published()).toBe(1);
    expect((await findPublication(db, 2))?.report.move).toEqual({ ...move, reason: REASON, before: 1 });
  });

  it('is taken back by the version before it, once, and by nobody after a later publication', async () => {
    await apply({ move, reason: REASON });
    const undo = await leader.send('POST', '/api/v1/today/moves/2/undo');
    expect(undo).toMatchObject({ status: 201, body: { number: 3 } });
    expect(await breaksOf()).toEqual([720, 720, 720]);
    expect((await findPublication(db, 3))?.rollsBackTo).toBe(1);
    const again = await leader.send('POST', '/api/v1/today/moves/2/undo');
    expect([again.status, field(again.body, 'error', 'code')]).toEqual([409, 'move-not-last']);
  });

  it('must be one that is proposed now, with a reason', async () => {
    const other = await apply({ move: { ...move, breakLocal: '13:15' }, reason: REASON });
    expect([other.status, field(other.body, 'error', 'code')]).toEqual([409, 'move-gone']);
    expect((await apply({ move, reason: 'kurz' })).status).toBe(422);
    expect(await breaksOf()).toEqual([720, 720, 720]);
  });

  it('asks nobody whose break was moved before', async () => {
    await apply({ move, reason: REASON });
    const more = await apply({ move, reason: REASON });
    expect([more.status, field(more.body, 'error', 'code')]).toEqual([409, 'move-nobody']);
  });

  it('is not for who sees one city alone', async () => {
    const client = new DeskClient(world.server.url);
    await client.signIn('bonnerin');
    expect((await client.send('POST', '/api/v1/today/moves', { move, reason: REASON })).status).toBe(403);
    expect((await client.send('POST', '/api/v1/today/moves/1/undo')).status).toBe(403);
  });
});
