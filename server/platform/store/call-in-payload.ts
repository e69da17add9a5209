import { sql, type RawBuilder } from 'kysely';
import type { Engine } from './migrations/migration.ts';

/**
 * The call that a stored event is about, as the engine reads it from the payload; an index stands on the very same words.
 * PostgreSQL cuts the text out instead of parsing it, because one odd escape would make the whole index impossible.
 */
export function callInPayload(engine: Engine, table = ''): RawBuilder<string | null> {
  const payload = sql.raw(`${table}payload`);
  return engine === 'sqlite'
    ? sql`json_extract(${payload}, '$.call')`
    : sql`substring(${payload} from ${sql.lit('"call":"((?:[^"\\\\]|\\\\.)*)"')})`;
}
