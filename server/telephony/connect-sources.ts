import type { Logger } from 'pino';
import type { Instant, TimeZone } from '../../forecasting/time/index.ts';
import type { Source } from '../platform/config/configuration.ts';
import type { Store } from '../platform/store/database.ts';
import { newestInstantOf } from '../live/log/newest-event.ts';
import { visitsTold } from '../live/log/visits-told.ts';
import { asteriskSource } from './asterisk/asterisk.ts';
import type { AmiClient, AmiReport } from './asterisk/ami/ami-client.ts';
import type { QueueName, SourceId } from '../live/events/call-event.ts';
import { sourceId } from '../live/events/call-id.ts';
import type { CallerHasher } from '../live/events/caller-hash.ts';
import type { WayIn } from '../live/log/way-in.ts';

export interface ConnectSourcesParts {
  readonly sources: readonly Source[];
  readonly store: Store;
  readonly wayIn: WayIn;
  readonly hasher: CallerHasher;
  readonly clock: () => Instant;
  /** Queues of a source that anything was ever heard of. */
  readonly knownQueues: (source: SourceId) => readonly QueueName[];
  readonly retentionDays: number;
  readonly zone: TimeZone;
  readonly log: Logger;
}

/** A client for each telephone system that is listened to; systems that report by HTTP need none. */
export async function connectSources(parts: ConnectSourcesParts): Promise<readonly AmiClient[]> {
  const { store, wayIn, hasher, clock, knownQueues, retentionDays, zone, log } = parts;
  const clients: AmiClient[] = [];
  for (const source of parts.sources) {
    if (source.type !== 'asterisk') continue;
    const { host, port, user, secret, wrapUpSeconds, wrapUpSecondsByQueue, queueLog } = source;
    const id = sourceId(source.id);
    const knownUntil = await newestInstantOf(store, id);
    clients.push(
      asteriskSource({
        source: id,
        host,
        port,
        user,
        secret,
        wrapUpSeconds,
        wrapUpSecondsByQueue,
        knownQueues: knownQueues(id),
        queueLog,
        zone,
        wayIn,
        hasher,
        clock,
        knownUntil,
        toldBefore: knownUntil === null ? [] : await visitsTold(store, id, knownUntil),
        retentionDays,
        report: (report) => logReport(log, source.id, report),
      }),
    );
  }
  return clients;
}

function logReport(log: Logger, source: string, report: AmiReport): void {
  switch (report.kind) {
    case 'connecting':
      log.debug({ source }, 'connecting to the telephone system');
      return;
    case 'loggedIn':
      log.info({ source }, 'logged in at the telephone system');
      return;
    case 'listening':
      log.info({ source }, 'listening to the telephone system');
      return;
    case 'ended':
      log.warn({ source, end: report.end, retryInMs: report.retryInMs }, 'the telephone system is gone');
      return;
    case 'storeBehind':
      log.warn({ source, waiting: report.events }, 'the store is behind');
      return;
    case 'storeCaughtUp':
      log.info({ source }, 'the store has caught up');
      return;
    case 'storeRefused':
      log.error({ source, err: report.error }, 'the store refused events; they are told again');
      return;
    case 'caughtUp':
      log.info({ source, told: report.events }, 'caught up from the queue log');
      return;
    case 'listRefused':
      log.error({ source, says: report.message }, 'the telephone system refuses the list of its queues');
      return;
    case 'eventsMissing':
      log.error(
        { source, events: report.events },
        'the telephone system counted events that it did not tell: see read and eventfilter of the manager account',
      );
      return;
    case 'latin1':
      log.warn(
        { source, event: report.event },
        'names that are no UTF-8 are read as Latin-1; save the configuration of the telephone system as UTF-8',
      );
      return;
    case 'queueLogFiles':
      log.info({ source, ...report.files }, 'files of the queue log');
      return;
    case 'catchUpFailed':
      log.error({ source, err: report.error }, 'the queue log could not be read');
      return;
    default:
      throw new RangeError(`unknown report ${JSON.stringify(report)}`);
  }
}
