import type { Logger } from 'pino';
import { instant, type Instant } from '../../forecasting/time/index.ts';
import { STALE_AFTER_MS } from '../live/board/feed.ts';
import { startServer, type RunningServer } from '../app/compose.ts';
import { storeLocation } from '../platform/config/addresses.ts';
import type { Configuration, Source } from '../platform/config/configuration.ts';
import { DayPlanner } from '../planning/intraday/day-planner.ts';
import { openJobSupport } from '../platform/jobs/job-support.ts';
import { jobModule } from '../app/job-module.ts';
import { openForecast } from '../planning/forecast/open-forecast.ts';
import type { LiveCentre, LiveSource } from '../live/centre/live-centre.ts';
import { callerKeyStore } from '../live/log/caller-key-store.ts';
import { createLogger } from '../platform/http/logger.ts';
import { firstLinkText, openDesk } from '../app/open-desk.ts';
import { PlannedNow } from '../planning/today/planned-now.ts';
import { productVersion } from '../project-folder.ts';
import { DailyRetention } from '../operations/retention/daily-retention.ts';
import type { Store } from '../platform/store/database.ts';
import { lockDatabase, type DatabaseLock } from '../platform/store/database-lock.ts';
import { newestInstantOf } from '../live/log/newest-event.ts';
import { lockFolder } from '../platform/store/folder-lock.ts';
import { sourceId } from '../live/events/call-id.ts';
import { CallerHasher } from '../live/events/caller-hash.ts';
import { connectSources } from '../telephony/connect-sources.ts';
import { untilCancelled } from './until-cancelled.ts';
import type { Command } from './command.ts';
import {
  configurationOf,
  openConfiguredStore,
  storeTrouble,
} from '../platform/config/open-configured-store.ts';
import { readOptions } from './input/read-options.ts';

export const command: Command = {
  summary: 'serve walls, desk and schedules, connected to real telephony',
  help: `leitstand serve --config FILE

Serves what the configuration file names, until SIGTERM or SIGINT. Writes a structured log, one JSON object a line, to
standard output. docs/configuration.md explains every key, docs/operations.md how to run it.

  --config FILE  configuration; default: the environment's LEITSTAND_CONFIG

Example: leitstand serve --config /etc/leitstand/leitstand.json`,
  run: async (context) => {
    const { values } = readOptions(context.args, { config: { type: 'string' } });
    const configuration = configurationOf(context, values.config);
    const lock = lockFolder(configuration.dataFolder);
    const taken = new AbortController();
    try {
      const store = await openConfiguredStore(configuration);
      let database: DatabaseLock | null = null;
      try {
        database = await lockStore(configuration, () => {
          context.warn(
            'another leitstand server took the database while it was out of reach; this one stops\n',
          );
          taken.abort();
        });
        const server = await serve(configuration, store, createLogger(configuration.logLevel, context.print));
        lock.announce(server.address);
        context.warn((await firstLinkText(store, server.address, now())) ?? '');
        await untilCancelled(AbortSignal.any([context.cancelled, taken.signal]));
        await server.stop();
      } catch (error) {
        throw configuration.databaseUrl === null ? storeTrouble(error, configuration) : error;
      } finally {
        await store.close();
        await database?.release();
      }
    } finally {
      lock.release();
    }
    return taken.signal.aborted ? 1 : 0;
  },
};

const now = (): Instant => instant(Date.now());

/** A telephone system that we connect to is not live before its client says so; one that reports by HTTP does so when it likes. */
async function liveSource(store: Store, { id, type }: Source): Promise<LiveSource> {
  const source = sourceId(id);
  if (type === 'http') return { id: source, staleAfterMs: null };
  const lastHeardAt = await newestInstantOf(store, source);
  const trouble = { reason: 'connecting', missing: [] } as const;
  return { id: source, staleAfterMs: STALE_AFTER_MS, atStart: { lastHeardAt, trouble } };
}

/** One server works on one database; the embedded store has the lock on its folder. */
async function lockStore(configuration: Configuration, onTaken: () => void): Promise<DatabaseLock | null> {
  const location = storeLocation(configuration);
  return location.engine === 'postgres' ? lockDatabase(location, onTaken) : null;
}

async function serve(configuration: Configuration, store: Store, log: Logger): Promise<RunningServer> {
  const hasher = await CallerHasher.open(callerKeyStore(store), now());
  const planned = new PlannedNow(store.db, configuration.centre.zone);
  const house: { live?: LiveCentre } = {};
  const support = await openJobSupport({
    db: store.db,
    now,
    onFailure: (error) => log.error({ err: error }, 'a job failed'),
  });
  const forecast = openForecast({
    store,
    now,
    support,
    centre: () => house.live?.centre ?? configuration.centre,
    onFailure: (error) => log.error({ err: error }, 'a forecast could not be made or kept'),
  });
  return startServer({
    configuration,
    store,
    log,
    clock: { now, kind: 'real' },
    wallAccess: 'byLink',
    hasher,
    version: productVersion(),
    sources: await Promise.all(configuration.sources.map((source) => liveSource(store, source))),
    adapters: async (wayIn, live) => [
      ...(await connectSources({
        sources: configuration.sources,
        store,
        wayIn,
        hasher,
        clock: now,
        knownQueues: (source) => [...(live.state.sources.get(source)?.queues.keys() ?? [])],
        retentionDays: configuration.retention.callEventsDays,
        zone: configuration.centre.zone,
        log,
      })),
      new DailyRetention({
        store,
        retention: configuration.retention,
        zone: configuration.centre.zone,
        clock: now,
        onDone: (report) => log.info({ report }, 'data kept long enough were deleted'),
        onDoubt: (doubt) =>
          doubt.kind === 'jumped'
            ? log.error({ days: doubt.days }, 'the clock has jumped: nothing is deleted until two days agree')
            : log.info('nothing is deleted on the first day of a clock: the next day has to agree'),
        onFailure: (error) => log.error({ err: error }, 'data kept long enough could not be deleted'),
      }),
      forecast.daily,
      dayPlanner(live),
    ],
    rooms: async (live, wayIn) => {
      house.live = live;
      return [
        jobModule(support),
        await openDesk({
          store,
          live,
          wayIn,
          now,
          demo: false,
          secure: configuration.tls !== null || (configuration.publicUrl?.startsWith('https:') ?? false),
          planned,
          support,
          forecastDays: (from, until) => forecast.kept.days(from, until),
        }),
        forecast,
      ];
    },
  });

  function dayPlanner(live: LiveCentre): DayPlanner {
    const planner = new DayPlanner({
      centre: () => live.centre,
      boards: live,
      clock: now,
      forecastsOf: async (date) => {
        await planned.refresh(now());
        return forecast.kept.citiesOn(date);
      },
      plannedIn: (startsAt) => planned.plannedIn(startsAt),
      expectedIn: (startsAt, city) => planned.expectedIn(startsAt, city),
      dutiesOn: (date) => planned.dutiesOn(date),
      show: (plan) => live.setPlan(plan),
      onFailure: (error) => log.error({ err: error }, 'the plan of the day failed'),
    });
    forecast.kept.onChange(() => planner.reread());
    planned.onChange(() => planner.renew());
    return planner;
  }
}
