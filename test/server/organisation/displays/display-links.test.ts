import { expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/index.ts';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { mayShow, type WallAccess } from '../../../../server/organisation/displays/display-access.ts';
import {
  createDisplayLink,
  listDisplayLinks,
  revokeDisplayLink,
} from '../../../../server/organisation/displays/display-links.ts';
import { LinkBook } from '../../../../server/organisation/displays/link-book.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const now = instant(1_764_000_000_000);

describeOnBothEngines('a display link', (engine) => {
  it('opens what it was made for until it is revoked', async () => {
    const store = await engine.newStore();
    const { id, token } = await createDisplayLink(store, { name: 'Foyer', scope: 'bonn' }, now);
    expect(await new LinkBook(store).find(token)).toMatchObject({ id, scope: 'bonn' });
    expect(await revokeDisplayLink(store, id, now)).toBe(true);
    expect(await new LinkBook(store).find(token)).toBeUndefined();
    expect(await revokeDisplayLink(store, id, now)).toBe(false);
  });

  it('shows its own city only, and one for all cities each of them', async () => {
    const store = await engine.newStore();
    const bonn = await createDisplayLink(store, { name: 'Bonn', scope: 'bonn' }, now);
    const all = await createDisplayLink(store, { name: 'All', scope: 'all' }, now);
    const may = (access: WallAccess, token: string | null, scope: string) =>
      mayShow(new LinkBook(store), access)(token, scope, '192.0.2.7', new IncomingMessage(new Socket()));
    expect(await may('byLink', bonn.token, 'bonn')).toEqual({ name: `display ${bonn.id}`, mostSockets: 500 });
    expect(await may('byLink', bonn.token, 'koeln')).toBeUndefined();
    expect(await may('byLink', bonn.token, 'all')).toBeUndefined();
    expect(await may('byLink', all.token, 'koeln')).toMatchObject({ name: `display ${all.id}` });
    expect(await may('byLink', null, 'all')).toBeUndefined();
    expect(await may('open', null, 'all')).toEqual({ name: 'address 192.0.2.7', mostSockets: 100 });
  });

  it('is not asked of the store by every guess, and is known as soon as it is made', async () => {
    const { db, ...store } = await engine.newStore();
    let questions = 0;
    const counting = db.withPlugin({
      transformQuery: ({ node }) => {
        if (node.kind === 'SelectQueryNode') questions += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const book = new LinkBook({ ...store, db: counting });
    expect(await book.find('guess')).toBeUndefined();
    const { token } = await createDisplayLink({ ...store, db }, { name: 'New', scope: 'all' }, now);
    expect(await book.find(token)).toMatchObject({ scope: 'all' });
    for (let guess = 0; guess < 500; guess += 1) await book.find(`guess ${guess}`);
    expect(questions).toBeLessThan(60);
  });

  it('is listed without its token, which the store does not know', async () => {
    const store = await engine.newStore();
    const { id, token } = await createDisplayLink(store, { name: 'Foyer', scope: 'all' }, now);
    expect(await listDisplayLinks(store)).toEqual([
      { id, name: 'Foyer', scope: 'all', createdAt: now, revokedAt: null },
    ]);
    const rows = await store.db.selectFrom('display_link').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
