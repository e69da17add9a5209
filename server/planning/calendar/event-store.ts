import { randomUUID } from 'node:crypto';
import { isPlainDate } from '../../../forecasting/time/index.ts';
import type { CalendarEventBody } from '../../contract/history.ts';
import type { HistoryTables } from '../../platform/store/history-tables.ts';
import type { Db } from '../../platform/store/schema.ts';
import type { NamedEvent } from './forecast-calendar.ts';

/** A span of days that a planner named, as it is kept. */
export interface KeptEvent extends CalendarEventBody {
  readonly id: string;
  readonly author: string;
  readonly createdAt: number;
}

async function listEvents(db: Db): Promise<readonly KeptEvent[]> {
  return (await events(db).orderBy('from_day').orderBy('id').execute()).map(kept);
}

/** Named days of one city, its own and those of every city, as the calendar takes them; the newest first. */
export async function namedEventsOf(db: Db, city: string): Promise<readonly NamedEvent[]> {
  const named = (await listEvents(db)).filter((event) => event.city === city || event.city === '*');
  return named
    .toSorted((a, b) => b.createdAt - a.createdAt)
    .flatMap(({ from, until, name, factor }) =>
      isPlainDate(from) && isPlainDate(until) ? [{ from, until, name, factor: factor ?? undefined }] : [],
    );
}

export async function addEvent(
  db: Db,
  { city, from, until, name, factor }: CalendarEventBody,
  actor: { readonly author: string; readonly now: number },
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('calendar_event')
    .values({
      id,
      queue: city,
      from_day: from,
      until_day: until,
      name,
      factor,
      author: actor.author,
      created_at: actor.now,
    })
    .execute();
  return id;
}

/** The latest ones by their first day, in the order of days. */
export async function latestEvents(db: Db, most: number): Promise<readonly KeptEvent[]> {
  const rows = await events(db).orderBy('from_day', 'desc').orderBy('id', 'desc').limit(most).execute();
  return rows.map(kept).reverse();
}

export async function findEvent(db: Db, id: string): Promise<KeptEvent | undefined> {
  const row = await events(db).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : kept(row);
}

function kept(row: HistoryTables['calendar_event']): KeptEvent {
  return {
    id: row.id,
    city: row.queue,
    from: row.from_day,
    until: row.until_day,
    name: row.name,
    factor: row.factor,
    author: row.author,
    createdAt: row.created_at,
  };
}

function events(db: Db) {
  return db.selectFrom('calendar_event').selectAll();
}

export async function removeEvent(db: Db, id: string): Promise<void> {
  await db.deleteFrom('calendar_event').where('id', '=', id).execute();
}
