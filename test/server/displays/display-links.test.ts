import { expect, it } from 'vitest';
import { instant } from '../../../forecasting/index.ts';
import { mayShow } from '../../../server/displays/display-access.ts';
import {
  createDisplayLink,
  findDisplayLink,
  listDisplayLinks,
  revokeDisplayLink,
} from '../../../server/displays/display-links.ts';
import { describeOnBothEngines } from '../../support/test-databases.ts';

const now = instant(1_764_000_000_000);

describeOnBothEngines('a display link', (engine) => {
  it('opens what it was made for until it is revoked', async () => {
    const store = await engine.newStore();
    const { id, token } = await createDisplayLink(store, { name: 'Foyer', scope: 'bonn' }, now);
    expect(await findDisplayLink(store, token)).toEqual({ id, scope: 'bonn' });
    expect(await revokeDisplayLink(store, id, now)).toBe(true);
    expect(await findDisplayLink(store, token)).toBeUndefined();
    expect(await revokeDisplayLink(store, id, now)).toBe(false);
  });

  it('shows its own city only, and one for all cities each of them', async () => {
    const store = await engine.newStore();
    const bonn = await createDisplayLink(store, { name: 'Bonn', scope: 'bonn' }, now);
    const all = await createDisplayLink(store, { name: 'All', scope: 'all' }, now);
    const may = mayShow(store, 'byLink');
    expect(await may(bonn.token, 'bonn')).toBe(true);
    expect(await may(bonn.token, 'koeln')).toBe(false);
    expect(await may(bonn.token, 'all')).toBe(false);
    expect(await may(all.token, 'koeln')).toBe(true);
    expect(await may(null, 'all')).toBe(false);
    expect(await mayShow(store, 'open')(null, 'all')).toBe(true);
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
