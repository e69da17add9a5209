import { io } from 'socket.io-client';
import { beforeAll, expect, it } from 'vitest';
import { cookieSecret } from '../../../../server/organisation/accounts/session-middleware.ts';
import { WatchingPeople } from '../../../../server/organisation/accounts/watching-people.ts';
import type { JoinOutcome } from '../../../../server/contract/events.ts';
import { accessRules, type AccessRule } from '../../../../server/platform/http/access.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  DESK_NOW,
  DeskClient,
  startDeskServer,
  type DeskServer,
} from '../../../support/desk-server.ts';
import { eventually } from '../../../support/eventually.ts';
import { MemoryBoardSource } from '../../../support/memory-board-source.ts';
import { sampleBoard, SAMPLE_NOW } from '../../../support/sample-board.ts';
import { clockFrom, startWallServer, type WallServer } from '../../../support/start-wall-server.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const roles = ['administrator', 'planner', 'supervisor', 'agent'] as const;
const events: readonly AccessRule[] = accessRules.filter(
  ({ method, path }) => method === 'SOCKET' && path.startsWith('wall:'),
);

describeOnBothEngines('a wall in the browser of somebody who is signed in', (engine) => {
  let db: Db;
  let desk: DeskServer;
  let walls: WallServer;

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    desk = await startDeskServer(db);
    const now = () => DESK_NOW;
    const watching = new WatchingPeople(db, now, await cookieSecret(db));
    walls = await startWallServer({
      source: new MemoryBoardSource(sampleBoard()),
      clock: clockFrom(SAMPLE_NOW),
      mayJoin: (_token, scope, _address, request) => watching.viewerBehind(request, scope),
    });
    for (const role of roles) {
      await addAccount(db, role, [{ role, city: '*' }]);
      await addAccount(db, `${role}-bonn`, [{ role, city: 'bonn' }]);
    }
    return async () => {
      await walls.close();
      await desk.close();
    };
  });

  async function signedIn(name: string): Promise<DeskClient> {
    const client = new DeskClient(desk.url);
    expect(await client.signIn(name)).toBe(200);
    return client;
  }

  function wallOf(cookie: string) {
    const socket = io(walls.url, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { cookie },
      reconnection: false,
    });
    const goodbyes: string[] = [];
    socket.on('wall:goodbye', (reason: string) => goodbyes.push(reason));
    return {
      goodbyes,
      join: (scope: string) =>
        new Promise<JoinOutcome>((resolve) => void socket.emit('wall:join', { scope }, resolve)),
      close: () => socket.close(),
    };
  }

  it.each(roles)('shows %s what the access table says, no more and no less', async (role) => {
    for (const { path, allow } of events) expect(allow, path).toEqual(events[0]?.allow);
    const mayWatch = events.every(({ allow }) => allow !== 'everyone' && allow.includes(role));
    for (const [name, scope, isTheirs] of [
      [role, 'all', true],
      [role, 'bonn', true],
      [`${role}-bonn`, 'bonn', true],
      [`${role}-bonn`, 'koeln', false],
      [`${role}-bonn`, 'all', false],
    ] as const) {
      const wall = wallOf((await signedIn(name)).cookie);
      const outcome = await wall.join(scope);
      expect([name, scope, outcome.ok]).toEqual([name, scope, mayWatch && isTheirs]);
      wall.close();
    }
  });

  it('shows a stranger nothing, whatever their cookie says', async () => {
    for (const cookie of ['', 'leitstand.session=s%3Aguessed.signature']) {
      const wall = wallOf(cookie);
      expect(await wall.join('all')).toEqual({ ok: false, code: 'not-allowed' });
      wall.close();
    }
  });

  it('goes dark when its person signs out, and no other does', async () => {
    const [leaver, stayer] = [await signedIn('supervisor'), await signedIn('planner')];
    const [dark, lit] = [wallOf(leaver.cookie), wallOf(stayer.cookie)];
    expect([(await dark.join('all')).ok, (await lit.join('all')).ok]).toEqual([true, true]);
    await leaver.send('DELETE', '/api/v1/session');
    await walls.push.recheckAccess();
    await eventually(() => expect(dark.goodbyes).toEqual(['revoked']));
    expect(lit.goodbyes).toEqual([]);
    dark.close();
    lit.close();
  });
});
