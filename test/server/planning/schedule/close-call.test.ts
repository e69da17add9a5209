import { beforeEach, expect, it } from 'vitest';
import { MINUTE_MS, type Instant, instant } from '../../../../forecasting/time/instant.ts';
import { CORRECTABLE_MINUTES, type LastCall } from '../../../../server/contract/schedule.ts';
import type { Classification } from '../../../../server/planning/schedule/schedule-routes.ts';
import {
  addAccount,
  addPeople,
  agent,
  DESK_NOW,
  DeskClient,
  startDeskServer,
} from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const PATH = '/api/v1/my/last-call/classification';
const TAP = '6f2b1c1e-6a54-4b11-9a44-5d0d3c0c8f11';

describeOnBothEngines('closing the own last call', (engine) => {
  let client: DeskClient;
  let last: LastCall['call'];
  let now: Instant;
  let told: Classification[];

  const callOf = (call: string, state: 'talking' | 'wrapUp' | 'done'): LastCall['call'] => ({
    call,
    source: 'pbx',
    city: 'koeln',
    state,
    since: DESK_NOW,
    talkSeconds: state === 'talking' ? null : 90,
  });
  const close = async (call: string, closingCode = 'bulky-waste') =>
    client.send('POST', PATH, { call, source: 'pbx', closingCode, solvedAtFirstContact: true, tap: TAP });
  const takeBack = async (call: string) => client.send('DELETE', PATH, { call, source: 'pbx', tap: TAP });

  beforeEach(async () => {
    const { db } = await engine.newStore();
    now = DESK_NOW;
    told = [];
    await addPeople(db, centre(), [{ ...agent('K-001', 'koeln'), telephoneName: 'K-001' }]);
    await addAccount(db, 'kim', [{ role: 'agent', city: 'koeln' }], 'K-001');
    const server = await startDeskServer(db, {
      now: () => now,
      lastCallOf: () => last,
      classify: async (classification) => void told.push(classification),
    });
    client = new DeskClient(server.url);
    await client.signIn('kim');
    return () => server.close();
  });

  it('waits for the end of the conversation', async () => {
    last = callOf('one', 'talking');
    const refused = await close('one');
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      409,
      expect.stringContaining('call-still-running'),
    ]);
    expect(told).toEqual([]);
    last = callOf('one', 'wrapUp');
    expect((await close('one')).status).toBe(204);
  });

  it('can be corrected for the documented time, also while the next call runs, and not after it', async () => {
    last = callOf('one', 'done');
    expect((await close('one')).status).toBe(204);
    last = callOf('two', 'talking');
    now = instant(DESK_NOW + (CORRECTABLE_MINUTES - 1) * MINUTE_MS);
    expect((await close('one', 'resident-parking')).status).toBe(204);
    expect((await takeBack('one')).status).toBe(204);
    expect(told.map(({ closingCode }) => closingCode)).toEqual([
      'bulky-waste',
      'resident-parking',
      'withdrawn',
    ]);
    now = instant(now + CORRECTABLE_MINUTES * MINUTE_MS);
    expect((await takeBack('one')).status).toBe(409);
  });

  it('is nobody else’s call', async () => {
    last = callOf('one', 'done');
    expect((await close('another')).status).toBe(409);
  });
});
