import { Client } from 'pg';
import { expect, it } from 'vitest';
import { BadInput } from '../../../../server/platform/input/bad-input.ts';
import { lockDatabase } from '../../../../server/platform/store/database-lock.ts';
import { eventually } from '../../../support/eventually.ts';
import { describeOnPostgres } from '../../../support/test-databases.ts';

describeOnPostgres('the lock on a database', (engine) => {
  async function place() {
    const location = await engine.newLocation();
    if (location.engine !== 'postgres') throw new Error('PostgreSQL was asked for');
    return location;
  }
  const never = (): never => {
    throw new Error('nobody took it');
  };

  it('refuses a second server in words, lets another schema be, and is free once released', async () => {
    const location = await place();
    const first = await lockDatabase(location, never);
    await expect(lockDatabase(location, never)).rejects.toThrow(BadInput);
    await expect(lockDatabase(location, never)).rejects.toThrow(/is in use by another leitstand server/);
    await (await lockDatabase(await place(), never)).release();
    await first.release();
    await (await lockDatabase(location, never)).release();
  });

  it('is taken again after its connection was cut, and tells when another was quicker', async () => {
    const location = await place();
    const said = { taken: false };
    const first = await lockDatabase(location, () => (said.taken = true));
    const [holder] = await cut();
    expect(holder).toBeGreaterThan(0);
    await eventually(async () => {
      const [next] = await holders();
      expect(next).toBeGreaterThan(0);
      expect(next).not.toBe(holder);
    });
    expect(said.taken).toBe(false);

    const other = new Client({
      connectionString: location.url,
      options: `-c search_path=${location.schema ?? ''}`,
    });
    await other.connect();
    await eventually(async () => {
      await cut();
      const { rows } = await other.query<{ taken: boolean }>(
        'select pg_try_advisory_lock(7345116, hashtext(current_schema())) as taken',
      );
      expect(rows[0]?.taken).toBe(true);
    });
    await eventually(() => expect(said.taken).toBe(true));
    await first.release();
    await other.end();

    async function holders(): Promise<readonly number[]> {
      return ask('select pid');
    }

    /** Ends the sessions that hold the lock of this schema, as a restart of the database does. */
    async function cut(): Promise<readonly number[]> {
      return ask('select pid, pg_terminate_backend(pid)');
    }

    async function ask(what: string): Promise<readonly number[]> {
      const administrator = new Client({ connectionString: location.url });
      await administrator.connect();
      const { rows } = await administrator.query<{ pid: number }>(
        `${what} from pg_locks where locktype = 'advisory' and classid = 7345116
           and objid = (hashtext($1)::bigint & 4294967295)::oid`,
        [location.schema],
      );
      await administrator.end();
      return rows.map(({ pid }) => pid);
    }
  });
});
