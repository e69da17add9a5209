import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Instant, SECOND_MS } from '../../forecasting/time/index.ts';
import type { WatchingPeople } from '../organisation/accounts/watching-people.ts';
import type { Configuration } from '../platform/config/configuration.ts';
import { publicAddress } from '../platform/config/addresses.ts';
import { identifyDisplay, mayShow, type WallAccess } from '../organisation/displays/display-access.ts';
import { LinkBook } from '../organisation/displays/link-book.ts';
import { createApp } from './app.ts';
import { boardRouter } from '../live/push/board-router.ts';
import { clientAddress } from '../platform/http/client-address.ts';
import { eventsRouter } from '../telephony/http/events-router.ts';
import { identifyMonitor, identifySource } from '../telephony/http/identify-machines.ts';
import { listen } from '../platform/http/listen.ts';
import { closeServer, openServer } from './open-server.ts';
import { pageBuild } from '../platform/http/page-build.ts';
import type { Adapter, ServerModule } from '../platform/http/server-module.ts';
import { LiveCentre, type LiveSource } from '../live/centre/live-centre.ts';
import { countedWayIn } from '../operations/metrics/counted-way-in.ts';
import { createMetrics } from '../operations/metrics/metrics.ts';
import { projectFolder } from '../project-folder.ts';
import type { MayJoin } from '../live/push/board-source.ts';
import { isOwnOrigin } from '../live/push/own-origin.ts';
import { PushServer } from '../live/push/socket-server.ts';
import type { JobWatch } from '../live/push/job-rooms.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import { jobWatch } from './job-module.ts';
import type { Store } from '../platform/store/database.ts';
import type { CallerHasher } from '../live/events/caller-hash.ts';
import { CallerKeyRotation } from '../live/log/caller-key-rotation.ts';
import type { WayIn } from '../live/log/way-in.ts';

/** A module of the server, with its own answer to who may look at walls without a display link. */
export interface Room extends ServerModule {
  readonly watching?: WatchingPeople;
  /** Long work that people may follow. */
  readonly jobs?: Jobs;
}

export interface ServerParts {
  readonly configuration: Configuration;
  readonly store: Store;
  readonly log: Logger;
  /** The clock of everything live; the demonstration's may be shifted. */
  readonly clock: { readonly now: () => Instant; readonly kind: 'real' | 'simulated' };
  readonly wallAccess: WallAccess;
  readonly hasher: CallerHasher;
  readonly sources: readonly LiveSource[];
  /** What reports events or keeps the board's plan up to date, started once walls can be served. */
  readonly adapters: (wayIn: WayIn, live: LiveCentre) => readonly Adapter[] | Promise<readonly Adapter[]>;
  /** What the rooms behind the walls add; they may look at the living centre. */
  readonly rooms: (live: LiveCentre, wayIn: WayIn) => Promise<readonly Room[]>;
  readonly version: string;
}

export interface RunningServer {
  /** Where people find it, without a slash at its end. */
  readonly address: string;
  readonly port: number;
  readonly live: LiveCentre;
  /** Says goodbye to the walls, lets what is under way end, and closes. Nothing acknowledged is lost. */
  stop(): Promise<void>;
}

/**
 * The whole server in the order in which data flows: store → live centre → push, adapters, HTTP. Each part gets what it
 * needs and knows no more.
 */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { configuration, store, log, clock, wallAccess, hasher } = parts;
  const pagesFolder = join(projectFolder(), 'dist/client');
  const live = await LiveCentre.open({
    store,
    centre: configuration.centre,
    clock: clock.now,
    clockKind: clock.kind,
    sources: parts.sources,
    onProblem: (problem) => log.error({ err: problem }, 'live centre'),
  });
  const startedAt = clock.now();
  const push: { server?: PushServer } = {};
  const metrics = createMetrics({
    displays: () => push.server?.displays ?? 0,
    feedAgeSeconds: () => feedAges(live, clock.now(), startedAt),
    feedTroubles: () => [...live.troubles].map(([source, trouble]) => ({ source, ...trouble })),
    daysToRecount: () => live.health(clock.now()).daysToRecount,
  });
  const wayIn = countedWayIn(live, metrics);
  const links = new LinkBook(store);
  const rooms = await parts.rooms(live, wayIn);
  const watching = rooms.flatMap((room) => room.watching ?? []);
  const adapters: Adapter[] = [];
  const app = createApp({
    pagesFolder,
    log,
    readiness: [
      { name: 'store', isReady: () => storeAnswers(store) },
      { name: 'sums', isReady: async () => live.keepsSums },
    ],
    warnings: () => adapters.flatMap((adapter) => adapter.warnings?.() ?? []),
    identify: [
      identifySource(configuration.sources),
      identifyMonitor(configuration.metricsToken),
      ...rooms.flatMap((room) => room.identify ?? []),
      identifyDisplay(links, wallAccess),
    ],
    before: rooms.flatMap((room) => room.before ?? []),
    routers: [
      metrics.router,
      boardRouter(live, clock.now),
      eventsRouter({
        wayIn,
        clock: clock.now,
        hashCaller: (number, at) => hasher.pseudonym(number, at),
        version: parts.version,
      }),
      ...rooms.flatMap((room) => room.routers ?? []),
    ],
    secure: configuration.tls !== null || (configuration.publicUrl?.startsWith('https:') ?? false),
    trustProxy: configuration.trustProxy ?? false,
  });
  const http = openServer(configuration.tls, app);
  push.server = new PushServer({
    http,
    source: live,
    mayJoin: eitherOf(mayShow(links, wallAccess), watching),
    ...followedBy(watching, rooms),
    addressOf: (request) => clientAddress(request, configuration.trustProxy),
    isOwnOrigin: (request) => isOwnOrigin(request, configuration.publicUrl),
    onForeignOrigin: (origin) =>
      log.warn(
        { origin },
        'a page of another origin may not open sockets; if it is ours, set publicUrl or let the proxy hand on Host',
      ),
    build: pageBuild(pagesFolder),
    clock: clock.now,
    onFailure: (error) => log.error({ err: error }, 'push'),
  });
  const port = await opened(http, configuration, push.server, live);
  live.start();
  const keyRotation = new CallerKeyRotation(hasher, clock.now, (error) =>
    log.error({ err: error }, 'the callers’ key was not rotated'),
  );
  adapters.push(keyRotation, ...(await parts.adapters(wayIn, live)));
  for (const adapter of adapters) await adapter.start();
  const address = publicAddress(configuration, port);
  log.info({ address, engine: store.engine, sources: configuration.sources.map(({ id }) => id) }, 'serving');
  return {
    address,
    port,
    live,
    stop: async () => {
      log.info('stopping');
      await Promise.all(adapters.map(async (adapter) => adapter.stop()));
      await push.server?.close();
      await closeServer(http);
      for (const room of rooms) await room.close?.();
      await live.close();
      log.info('stopped');
    },
  };
}

/** Jobs are followed by the people who are known here; nothing where there are neither. */
function followedBy(
  [people]: readonly WatchingPeople[],
  rooms: readonly Room[],
): { readonly jobs?: JobWatch } {
  const jobs = rooms.find((room) => room.jobs !== undefined)?.jobs;
  if (people === undefined || jobs === undefined) return {};
  return { jobs: jobWatch(jobs, (request) => people.personBehind(request)) };
}

/** A wall may show a scope by its link, or by who sits in front of it. */
function eitherOf(byLink: MayJoin, watching: readonly WatchingPeople[]): MayJoin {
  return async (token, scope, address, request) => {
    const viewer = await byLink(token, scope, address, request);
    if (viewer !== undefined) return viewer;
    for (const people of watching) {
      const person = await people.viewerBehind(request, scope);
      if (person !== undefined) return person;
    }
    return undefined;
  };
}

/** A port that cannot be opened ends the start: nothing may stay behind that keeps the process alive. */
async function opened(
  http: Server,
  { host, port }: Configuration,
  push: PushServer,
  live: LiveCentre,
): Promise<number> {
  try {
    return await listen(http, host, port);
  } catch (error) {
    await push.close();
    await live.close();
    throw error;
  }
}

async function storeAnswers({ db }: Store): Promise<boolean> {
  await db.selectFrom('migration').select('name').limit(1).execute();
  return true;
}

function feedAges(
  live: LiveCentre,
  now: Instant,
  startedAt: Instant,
): readonly { readonly source: string; readonly seconds: number }[] {
  return live.feed(now).sources.map(({ id, lastHeardAt }) => ({
    source: id,
    seconds: Math.max(0, now - (lastHeardAt ?? startedAt)) / SECOND_MS,
  }));
}
