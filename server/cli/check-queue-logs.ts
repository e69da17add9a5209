import * as v from 'valibot';
import { daySpan, type PlainDate } from '../../forecasting/time/index.ts';
import type { Configuration } from '../platform/config/configuration.ts';
import { countingRules, isOpenAt } from '../live/state/counting-rules.ts';
import { centreBefore } from '../live/log/centre-history.ts';
import type { Store } from '../platform/store/database.ts';
import { readSums, subjects } from '../live/log/interval-sums-store.ts';
import {
  countQueueLog,
  differencesFromLog,
  LOGGED_FIGURES,
  type LogDifference,
  type LoggedFigure,
} from '../telephony/asterisk/queue-log/count-queue-log.ts';
import { queueName, sourceId } from '../live/events/call-id.ts';

/** What the PBXs' own logs say of a day, against what is stored. */
export interface QueueLogCheck {
  readonly source: string;
  readonly path: string;
  /** Queues that the log has lines of. */
  readonly queues: number;
  readonly differences: readonly LogDifference[];
  /** Why the log could not be read; `null` where it was. */
  readonly failure: string | null;
}

const sumsSchema = v.object(v.entriesFromList(LOGGED_FIGURES, v.optional(v.number(), 0)));

/** Counts a day in the log of every source that has one, and holds the stored sums of its queues against it. */
export async function checkQueueLogs(
  store: Store,
  { sources, centre: configured }: Pick<Configuration, 'sources' | 'centre'>,
  date: PlainDate,
): Promise<readonly QueueLogCheck[]> {
  const newest = (await centreBefore(store, Number.MAX_SAFE_INTEGER)) ?? configured;
  const day = daySpan(date, newest.zone);
  const centre = (await centreBefore(store, day.end)) ?? newest;
  const rules = countingRules(centre);
  const rows = await readSums(store, day.start, day.end);
  const checks: QueueLogCheck[] = [];
  for (const source of sources) {
    if (source.type !== 'asterisk' || source.queueLog === null) continue;
    const { id, queueLog: path } = source;
    const isOpen = (queue: string, at: number) => {
      const city = rules.cityOf(sourceId(id), queueName(queue));
      return city === null || isOpenAt(city.dayAt(at), at);
    };
    try {
      const logged = await countQueueLog({ path, zone: centre.zone, day, isOpen });
      const differences = differencesFromLog(id, storedOf(id, rows), logged);
      checks.push({ source: id, path, queues: logged.size, differences, failure: null });
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      checks.push({ source: id, path, queues: 0, differences: [], failure });
    }
  }
  return checks;
}

function storedOf(
  source: string,
  rows: Awaited<ReturnType<typeof readSums>>,
): ReadonlyMap<string, Readonly<Record<LoggedFigure, number>>> {
  const prefix = subjects.queue(source, '');
  const queues = new Map<string, Record<LoggedFigure, number>>();
  for (const { subject, sums } of rows) {
    if (!subject.startsWith(prefix)) continue;
    const queue = subject.slice(prefix.length);
    const total = queues.get(queue) ?? v.parse(sumsSchema, {});
    const interval = v.parse(sumsSchema, JSON.parse(sums));
    for (const figure of LOGGED_FIGURES) total[figure] += interval[figure];
    queues.set(queue, total);
  }
  return queues;
}
