import { addDays, plainDate } from '../../../forecasting/time/index.ts';
import { grantsWish, type Wish } from '../../../forecasting/roster/index.ts';
import type { ScheduleAnswer } from '../../contract/schedule.ts';
import type { Db } from '../../platform/store/schema.ts';
import type { DutySpan } from '../published/duty-store.ts';
import { readProblem } from '../published/stored-roster.ts';

type KnownWish = ScheduleAnswer['wishes'][number];
type PlannedDuty = Pick<ScheduleAnswer['duties'][number], 'day' | 'status' | 'body'>;

/** Publications whose wishes are kept in memory: a version never changes, and its problem is large to read. */
const MOST_KEPT = 8;

/** Wishes as the published rosters knew them; the newest version that holds a day speaks for it. */
export class PublishedWishes {
  readonly #db: Db;
  readonly #byPublication = new Map<number, ReadonlyMap<string, readonly Wish[]>>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** @param duties the person's own duties of the span: what a wish is held against */
  async of(agentId: string, span: DutySpan, duties: readonly PlannedDuty[]): Promise<readonly KnownWish[]> {
    const versions = await this.#db
      .selectFrom('publication')
      .select(['number', 'from_day', 'until_day'])
      .where('from_day', '<=', span.until)
      .where('until_day', '>=', span.from)
      .orderBy('number', 'desc')
      .limit(MOST_KEPT)
      .execute();
    const judgedAlready = new Set<string>();
    const known: KnownWish[] = [];
    for (const version of versions) {
      const wishes = (await this.#wishesOf(version.number)).get(agentId) ?? [];
      for (const wish of wishes.filter(({ date }) => !judgedAlready.has(date)))
        known.push(judged(wish, duties));
      for (let day = version.from_day; day <= version.until_day; day = addDays(plainDate(day), 1))
        judgedAlready.add(day);
    }
    return known.toSorted((one, other) => (one.day < other.day ? -1 : 1));
  }

  async #wishesOf(number: number): Promise<ReadonlyMap<string, readonly Wish[]>> {
    const kept = this.#byPublication.get(number);
    if (kept !== undefined) return kept;
    const row = await this.#db
      .selectFrom('publication')
      .select('problem')
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    const { agents } = readProblem(row.problem);
    const wishes = new Map(agents.map((agent) => [agent.id, agent.wishes]));
    this.#byPublication.set(number, wishes);
    const [oldest] = this.#byPublication.keys();
    if (this.#byPublication.size > MOST_KEPT && oldest !== undefined) this.#byPublication.delete(oldest);
    return wishes;
  }
}

/** Adds what was entered and no published roster has known yet. */
export function withOpenWishes(known: readonly KnownWish[], entered: readonly Wish[]): readonly KnownWish[] {
  const judgedAlready = new Set(known.map(nameOf));
  const open = entered
    .map((wish): KnownWish => ({ ...shown(wish), isKept: null }))
    .filter((wish) => !judgedAlready.has(nameOf(wish)));
  return [...known, ...open].toSorted((one, other) => (one.day < other.day ? -1 : 1));
}

function nameOf({ day, kind, span }: KnownWish): string {
  return `${day} ${kind} ${span?.startMinute ?? ''}-${span?.endMinute ?? ''}`;
}

function shown(wish: Wish): Omit<KnownWish, 'isKept'> {
  return { day: wish.date, kind: wish.kind, span: wish.kind === 'dayOff' ? null : { ...wish.span } };
}

function judged(wish: Wish, duties: readonly PlannedDuty[]): KnownWish {
  const own = duties.filter(({ day, status }) => day === wish.date && status === 'planned');
  const shifts = own.map(({ body }) => body);
  return { ...shown(wish), isKept: grantsWish(wish, shifts) };
}
