import pino from 'pino';
import { instant } from '../../forecasting/time/instant.ts';
import { startServer, type RunningServer } from '../../server/app/compose.ts';
import type { Configuration } from '../../server/platform/config/configuration.ts';
import { parseConfiguration } from '../../server/platform/config/read-configuration.ts';
import { callerKeyStore } from '../../server/live/log/caller-key-store.ts';
import { jobModule } from '../../server/app/job-module.ts';
import { openJobSupport } from '../../server/platform/jobs/job-support.ts';
import { openDesk } from '../../server/app/open-desk.ts';
import { PlannedNow } from '../../server/planning/today/planned-now.ts';
import type { Store } from '../../server/platform/store/database.ts';
import { sourceId } from '../../server/live/events/call-id.ts';
import { CallerHasher } from '../../server/live/events/caller-hash.ts';
import { TOLD_ENVIRONMENT, toldCity, toldConfiguration } from './told-house.ts';

export interface WholeServer extends RunningServer {
  /** Where the test finds it, whatever `publicUrl` says. */
  readonly url: string;
  /** Lines of its log, from warnings on. */
  readonly logged: readonly string[];
}

/** The whole server as `serve` composes it, with live centre, push, desk and sessions, on a store that the test holds. */
export async function startWholeServer(
  store: Store,
  changes: Partial<Configuration> = {},
): Promise<WholeServer> {
  const cities = [toldCity('bonn', 'Bonn'), toldCity('koeln', 'Köln')];
  const configuration: Configuration = {
    ...parseConfiguration(toldConfiguration(cities), 'leitstand.json', TOLD_ENVIRONMENT),
    port: 0,
    ...changes,
  };
  const logged: string[] = [];
  const now = () => instant(Date.now());
  const support = await openJobSupport({ db: store.db, now, onFailure: () => undefined });
  const server = await startServer({
    configuration,
    store,
    log: pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }),
    clock: { now, kind: 'real' },
    wallAccess: 'byLink',
    hasher: await CallerHasher.open(callerKeyStore(store), now()),
    sources: [{ id: sourceId('acd'), staleAfterMs: null }],
    adapters: () => [],
    rooms: async (live, wayIn) => [
      jobModule(support),
      await openDesk({
        support,
        store,
        live,
        wayIn,
        now,
        demo: false,
        secure: configuration.publicUrl?.startsWith('https:') ?? false,
        planned: new PlannedNow(store.db, configuration.centre.zone),
        forecastDays: async () => [],
      }),
    ],
    version: 'test',
  });
  return { ...server, url: `http://127.0.0.1:${server.port}`, logged };
}
