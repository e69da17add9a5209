import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openStore, type StoreLocation } from '../../../../server/platform/store/database.ts';
import { migrations } from '../../../../server/platform/store/migrations/index.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

describeOnBothEngines('store', (engine) => {
  it('migrates once, however many processes start at once', async () => {
    const location = await engine.newLocation();
    await Promise.all([1, 2, 3].map(() => openInProcess(location)));
    const store = await openStore(location);
    const names = (await store.db.selectFrom('migration').select('name').execute()).map(({ name }) => name);
    expect(names.sort()).toEqual(migrations.map(({ name }) => name).sort());
    await store.close();
  });

  it('keeps its data when it is opened again', async () => {
    const location = await engine.newLocation();
    const first = await openStore(location);
    await first.db.insertInto('interval_sums').values({ subject: 'a', starts_at: 1, sums: '{}' }).execute();
    await first.close();
    const second = await openStore(location);
    expect(await second.db.selectFrom('interval_sums').selectAll().execute()).toEqual([
      { subject: 'a', starts_at: 1, sums: '{}' },
    ]);
    await second.close();
  });

  it('refuses a store that a newer release wrote', async () => {
    const location = await engine.newLocation();
    const store = await openStore(location);
    await store.db.insertInto('migration').values({ name: '999-from-tomorrow', applied_at: 1 }).execute();
    await store.close();
    await expect(openStore(location)).rejects.toMatchObject({
      code: 'newer-schema',
      message: /999-from-tomorrow/,
    });
  });

  it('takes a statement whose only value is null', async () => {
    const store = await engine.newStore();
    await store.db
      .insertInto('account')
      .values({
        ...{ id: 'a', name: 'a', display_name: 'a', password_hash: 'x', agent_id: null, confirmed_for: null },
        ...{ disabled_at: 1, created_at: 1 },
      })
      .execute();
    await store.db.updateTable('account').set({ disabled_at: null }).execute();
    const { rows } = await sql<{ n: unknown }>`select ${null} as n`.execute(store.db);
    expect([await store.db.selectFrom('account').select('disabled_at').execute(), rows]).toEqual([
      [{ disabled_at: null }],
      [{ n: null }],
    ]);
  });

  it('gives instants and sums as numbers', async () => {
    const store = await engine.newStore();
    const at = Date.UTC(2126, 0, 1);
    await store.db
      .insertInto('interval_sums')
      .values([
        { subject: 'a', starts_at: at, sums: '{}' },
        { subject: 'b', starts_at: at, sums: '{}' },
      ])
      .execute();
    const row = await store.db
      .selectFrom('interval_sums')
      .select((of) => [of.fn.sum<number>('starts_at').as('sum'), of.fn.countAll<number>().as('rows')])
      .executeTakeFirst();
    expect(row).toEqual({ sum: 2 * at, rows: 2 });
  });

  it('scans beside a transaction that has not committed, and sees only what has', async () => {
    const store = await engine.newStore();
    await store.db.insertInto('interval_sums').values({ subject: 'a', starts_at: 1, sums: '{}' }).execute();
    const query = store.db.selectFrom('interval_sums').select(['subject', 'starts_at']).compile();
    await store.db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('interval_sums')
        .values({ subject: 'b', starts_at: 1, sums: '{}' })
        .execute();
      expect(await store.scan(query)).toEqual([{ subject: 'a', starts_at: 1 }]);
    });
    expect(await store.scan(query)).toHaveLength(2);
    const wrong = sql`select * from nowhere`.compile(store.db);
    await expect(store.scan(wrong)).rejects.toThrow(/nowhere/);
  });
});

/** Opens and closes the store in a process of its own; rejects with what it said if it fails. */
async function openInProcess(location: StoreLocation): Promise<void> {
  const module = join(import.meta.dirname, '../../../../server/platform/store/database.ts');
  const script = `import { openStore } from ${JSON.stringify(module)};
    await (await openStore(${JSON.stringify(location)})).close();`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  let said = '';
  child.stderr.on('data', (data) => (said += String(data)));
  const status = await new Promise((resolve) => child.once('exit', resolve));
  if (status !== 0) throw new Error(said);
}
