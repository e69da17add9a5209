import { beforeAll, expect, it } from 'vitest';
import { issueLink } from '../../../../server/organisation/accounts/account-links.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent,
  DESK_NOW,
  DeskClient,
  field,
  PASSWORD,
  startDeskServer,
  type DeskServer,
} from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

describeOnBothEngines('a change and what the audit says of it', (engine) => {
  let db: Db;
  let server: DeskServer;
  let chief: DeskClient;
  let active: string;
  let disabled: string;
  let token: string;

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, centre(), [agent('K-001', 'koeln')]);
    await addAccount(db, 'chief', [
      { role: 'administrator', city: '*' },
      { role: 'planner', city: '*' },
    ]);
    active = await addAccount(db, 'active', [{ role: 'planner', city: 'koeln' }]);
    disabled = await addAccount(db, 'disabled', [{ role: 'planner', city: 'koeln' }]);
    await db.updateTable('account').set({ disabled_at: DESK_NOW }).where('id', '=', disabled).execute();
    const guest = await addAccount(db, 'guest', [{ role: 'planner', city: 'koeln' }]);
    token = (await issueLink(db, guest, 'invitation', DESK_NOW)).split('=')[1] ?? '';
    server = await startDeskServer(db);
    chief = new DeskClient(server.url);
    await chief.signIn('chief');
    await new DeskClient(server.url).signIn('active');
    return () => server.close();
  });

  const rights = { displayName: 'Neu', grants: [{ role: 'supervisor', city: 'koeln' }], agentId: null };
  const changes: Readonly<Record<string, () => readonly [string, string, unknown]>> = {
    'account:invited': () => ['POST', '/api/v1/accounts', { name: 'fresh', ...rights }],
    'account:changed': () => ['PUT', `/api/v1/accounts/${active}`, rights],
    'account:resetIssued': () => ['POST', `/api/v1/accounts/${active}/reset`, undefined],
    'account:disabled': () => ['POST', `/api/v1/accounts/${active}/disable`, undefined],
    'account:enabled': () => ['POST', `/api/v1/accounts/${disabled}/enable`, undefined],
    'account:passwordChosen': () => ['POST', '/api/v1/session/link', { token, password: PASSWORD }],
    'person:protectionsChanged': () => [
      'PUT',
      '/api/v1/people/K-001/protections',
      { protections: [{ kind: 'maternity', from: null, until: '2027-03-01' }] },
    ],
    'plan:agreementChanged': () => [
      'PUT',
      '/api/v1/works-agreement',
      { basedOn: 0, settings: { rules: { shiftWish: { enabled: false } }, seats: [] } },
    ],
  };

  async function content(): Promise<unknown> {
    const rows = async (
      table: 'account' | 'account_grant' | 'account_link' | 'person_protection' | 'works_agreement',
    ) => (await db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).sort();
    const sessions = await db.selectFrom('web_session').select('account_id').execute();
    return {
      accounts: await rows('account'),
      grants: await rows('account_grant'),
      links: await rows('account_link'),
      protections: await rows('person_protection'),
      agreement: await rows('works_agreement'),
      signedIn: sessions
        .map(({ account_id }) => account_id ?? '')
        .filter((id) => id !== '')
        .sort(),
    };
  }

  for (const [action, request] of Object.entries(changes))
    it(`stand together or not at all: ${action}`, async () => {
      const before = await content();
      await db.schema.alterTable('audit').renameTo('audit_away').execute();
      const refused = await send(...request());
      await db.schema.alterTable('audit_away').renameTo('audit').execute();
      expect(refused.status).toBe(500);
      expect(await content()).toEqual(before);

      expect((await send(...request())).status).toBeLessThan(300);
      expect(await content()).not.toEqual(before);
      const entries = await db.selectFrom('audit').select('action').where('action', '=', action).execute();
      expect(entries).toHaveLength(1);
    });

  async function send(method: string, path: string, body: unknown) {
    if (path !== '/api/v1/session/link') return chief.send(method, path, body);
    const guest = new DeskClient(server.url);
    expect(field(await guest.session(), 'me')).toBe(null);
    return guest.send(method, path, body);
  }
});
