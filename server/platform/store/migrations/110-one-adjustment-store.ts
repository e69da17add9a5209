import type { Transaction } from 'kysely';
import { addDays, daySpan, plainDate } from '../../../../forecasting/time/index.ts';
import type { Schema } from '../schema.ts';
import type { Migration } from './migration.ts';

/** A planner's word about a day, as the desk kept it before: of several about one city and day the newest held. */
interface DayWord {
  readonly id: string;
  /** `null`: all cities. */
  readonly city: string | null;
  readonly day: string;
  readonly factor: number;
  readonly reason: string;
  readonly at: number;
  readonly account_id: string | null;
}

/**
 * One store of adjustments: the desk's words about days become adjustments of the forecast, and versions know which run
 * made them and for whom.
 */
export const uniteAdjustments: Migration = {
  name: '110-one-adjustment-store',
  up: async (db) => {
    await db.schema.alterTable('forecast_version').addColumn('run_id', 'text').execute();
    await db.schema.alterTable('forecast_version').addColumn('author', 'text').execute();
    await db.schema
      .createIndex('forecast_adjustment_of')
      .on('forecast_adjustment')
      .columns(['queue', 'from_at'])
      .execute();
    const words = await db
      .withTables<{ day_adjustment: DayWord }>()
      .selectFrom('day_adjustment')
      .selectAll()
      .orderBy('at')
      .execute();
    if (words.length > 0) {
      const { zone, cities } = await centreOf(db);
      for (const row of adjustmentsOf(words, cities, zone))
        await db.insertInto('forecast_adjustment').values(row).execute();
    }
    await db.schema.dropTable('day_adjustment').execute();
  },
};

/** Zone and cities as described last; a house that was never described has neither. */
async function centreOf(db: Transaction<Schema>): Promise<{ zone: string; cities: readonly string[] }> {
  const row = await db
    .selectFrom('centre_revision')
    .select('body')
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  const body: unknown = row === undefined ? {} : JSON.parse(row.body);
  const zone = hasKey(body, 'zone') && typeof body.zone === 'string' ? body.zone : 'Europe/Berlin';
  const cities = hasKey(body, 'cities') && Array.isArray(body.cities) ? body.cities : [];
  return {
    zone,
    cities: cities.flatMap((city: unknown) =>
      hasKey(city, 'id') && typeof city.id === 'string' ? [city.id] : [],
    ),
  };
}

function hasKey<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}

/** What held goes on to hold for the same cities; what was overruled stays for the record, as taken back. */
function adjustmentsOf(words: readonly DayWord[], described: readonly string[], zone: string) {
  return [...new Set(words.map(({ day }) => day))].flatMap((day) => {
    const own = words.filter((word) => word.day === day);
    const cities = [...new Set([...described, ...own.flatMap(({ city }) => city ?? [])])];
    const holderOf = (city: string) => own.findLast((word) => word.city === null || word.city === city);
    return own.flatMap((word, index) => {
      const held = cities.filter((city) => holderOf(city) === word);
      const later = own
        .slice(index + 1)
        .find(({ city }) => city === null || word.city === null || city === word.city);
      if (held.length === cities.length && word.city === null) return [rowOf(word, '*', word.id, null, zone)];
      if (held.length === 0) return [rowOf(word, word.city ?? '*', word.id, later?.at ?? word.at, zone)];
      return held.map((city) =>
        rowOf(word, city, held.length === 1 ? word.id : `${word.id}:${city}`, null, zone),
      );
    });
  });
}

function rowOf(word: DayWord, queue: string, id: string, withdrawnAt: number | null, zone: string) {
  const date = plainDate(word.day);
  return {
    id,
    queue,
    from_at: daySpan(date, zone).start,
    until_at: daySpan(addDays(date, 1), zone).start,
    change: JSON.stringify({ kind: 'factor', factor: word.factor }),
    reason: word.reason,
    author: word.account_id ?? '',
    created_at: word.at,
    withdrawn_at: withdrawnAt,
  };
}
