import * as v from 'valibot';
import { BACKED_UP_TABLES } from './backed-up-tables.ts';

/**
 * A backup is a gzipped file of JSON, one value a line: a head; for each table its name and columns, then its rows as
 * lists of values; an end with the number of rows and the SHA-256 of every byte before the end's own line.
 * It names no engine's types, so it restores into either.
 */
export const FORMAT = 'leitstand-backup';
export const FORMAT_VERSION = 1;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const headSchema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(FORMAT_VERSION),
  madeAt: v.string(),
  /** Names of the migrations that made the tables. */
  migrations: v.array(v.string()),
});
export type BackupHead = v.InferOutput<typeof headSchema>;

const valueSchema = v.union([v.string(), v.number(), v.null()]);
export type Value = v.InferOutput<typeof valueSchema>;

/** A line behind the head. */
export const lineSchema = v.union([
  v.array(valueSchema),
  v.object({
    table: v.picklist(BACKED_UP_TABLES),
    columns: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/))), v.minLength(1)),
  }),
  v.object({ end: v.object({ rows: v.record(v.string(), count), sha256: v.string() }) }),
]);
