import { type DaySpan, SECOND_MS, type TimeZone } from '../../../../forecasting/time/index.ts';
import { filesSince, linesSince, queueLogFiles } from './queue-log-files.ts';
import { parseQueueLogLine, type QueueLogLine } from './queue-log-line.ts';
import { queueLogTimes } from './queue-log-time.ts';

/** What is counted of the legs of one queue on one day, under the names of the stored sums. */
export const LOGGED_FIGURES = ['offered', 'answered', 'abandoned', 'flowedOut', 'outsideHours'] as const;

export type LoggedFigure = (typeof LOGGED_FIGURES)[number];

/** Legs of one queue on one day as the PBX's own log has them. */
export interface LoggedLegs extends Readonly<Record<LoggedFigure, number>> {
  /**
   * Legs reported within two seconds of the day's or the opening hours' edge: the log's second and that of the live
   * connection may lie on either side of it.
   */
  readonly atEdge: number;
}

/** Verbs that end a wait, and which of their parameters reports the wait in seconds. */
const OUTCOMES: Readonly<Record<string, { readonly figure: LoggedFigure; readonly wait: number }>> = {
  CONNECT: { figure: 'answered', wait: 0 },
  ABANDON: { figure: 'abandoned', wait: 2 },
  EXITWITHTIMEOUT: { figure: 'flowedOut', wait: 2 },
  EXITEMPTY: { figure: 'flowedOut', wait: 2 },
  EXITWITHKEY: { figure: 'flowedOut', wait: 3 },
  WITHDRAW: { figure: 'flowedOut', wait: 2 },
};

/** A leg of the day may end this long after it. */
const LONGEST_WAIT_SECONDS = 12 * 3_600;
const EDGE_MS = 2 * SECOND_MS;

export interface CountQueueLogOptions {
  readonly path: string;
  readonly zone: TimeZone;
  readonly day: DaySpan;
  /** Whether a leg that enters a queue at an instant (epoch milliseconds) is within its opening hours. */
  readonly isOpen: (queue: string, at: number) => boolean;
}

/**
 * Counts a local day of a `queue_log` by its lines alone: no state, no keys, no event of ours. A check of the figures that
 * shares nothing with the way in which they came about but the reading of a line.
 *
 * A leg belongs to the day and the hours in which it entered: an outcome's line reports its wait, so its entry is that long
 * before.
 *
 * @returns legs by queue; queues without a line of the day are absent
 */
export async function countQueueLog(options: CountQueueLogOptions): Promise<ReadonlyMap<string, LoggedLegs>> {
  const { path, zone, day, isOpen } = options;
  const from = Math.floor(day.start / SECOND_MS);
  const until = Math.ceil(day.end / SECOND_MS) + LONGEST_WAIT_SECONDS;
  const counts = new Map<string, Record<LoggedFigure | 'atEdge', number>>();
  const count = (queue: string, enteredAt: number, figure: LoggedFigure) => {
    const isOfDay = (at: number) => at >= day.start && at < day.end;
    const isWithin = (at: number) => isOfDay(at) && isOpen(queue, at);
    const near = [enteredAt - EDGE_MS, enteredAt + EDGE_MS];
    const isAtEdge =
      near.some((at) => isOfDay(at) !== isOfDay(enteredAt)) ||
      near.some((at) => isWithin(at) !== isWithin(enteredAt));
    if (!isOfDay(enteredAt) && !isAtEdge) return;
    const legs = counts.get(queue) ?? {
      offered: 0,
      answered: 0,
      abandoned: 0,
      flowedOut: 0,
      outsideHours: 0,
      atEdge: 0,
    };
    counts.set(queue, legs);
    if (isAtEdge) legs.atEdge += 1;
    if (isWithin(enteredAt)) legs[figure] += 1;
    else if (figure === 'offered' && isOfDay(enteredAt)) legs.outsideHours += 1;
  };
  const timeOf = queueLogTimes(zone);
  for (const file of await filesSince(await queueLogFiles(path, zone), from, zone))
    for await (const text of linesSince(file, from)) {
      const line = parseQueueLogLine(text, timeOf);
      if (line === undefined || line.epochSeconds < from - 1 || line.epochSeconds > until) continue;
      if (line.verb === 'ENTERQUEUE') count(line.queue, line.epochSeconds * SECOND_MS, 'offered');
      const ended = OUTCOMES[line.verb];
      if (ended !== undefined)
        count(line.queue, (line.epochSeconds - waitIn(line, ended.wait)) * SECOND_MS, ended.figure);
    }
  return counts;
}

function waitIn({ parameters }: QueueLogLine, place: number): number {
  const wait = Number(parameters[place] ?? 0);
  return Number.isFinite(wait) && wait > 0 ? Math.floor(wait) : 0;
}

/** A figure of a queue's day that the store and the PBX's log disagree about. */
export interface LogDifference {
  readonly source: string;
  readonly queue: string;
  readonly figure: LoggedFigure;
  readonly stored: number;
  readonly logged: number;
}

/** Where the sums stored of one source's queues differ from its log by more than what lies at an edge. */
export function differencesFromLog(
  source: string,
  stored: ReadonlyMap<string, Readonly<Record<LoggedFigure, number>>>,
  logged: ReadonlyMap<string, LoggedLegs>,
): readonly LogDifference[] {
  const queues = [...new Set([...stored.keys(), ...logged.keys()])].sort();
  return queues.flatMap((queue) =>
    LOGGED_FIGURES.map((figure) => ({
      source,
      queue,
      figure,
      stored: stored.get(queue)?.[figure] ?? 0,
      logged: logged.get(queue)?.[figure] ?? 0,
    })).filter((found) => Math.abs(found.stored - found.logged) > (logged.get(queue)?.atEdge ?? 0)),
  );
}
