import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

export type Engine = 'sqlite' | 'postgres';

/** One step of the tables' history. Runs once per store, inside a transaction with its fellows. */
export interface Migration {
  /** `NNN-what-it-does`; the order is that of the list in `index.ts`. */
  readonly name: string;
  readonly up: (db: Transaction<Schema>, engine: Engine) => Promise<void>;
}

/**
 * Type of a column that numbers its rows. SQLite never gives a number twice only with `autoincrement`, which it allows
 * only for `integer primary key`.
 */
export function identityColumn(engine: Engine) {
  return engine === 'sqlite'
    ? sql`integer primary key autoincrement`
    : sql`bigint generated always as identity primary key`;
}
