import { join, resolve } from 'node:path';
import { dateAt, instant } from '../../forecasting/time/index.ts';
import type { Configuration } from '../platform/config/configuration.ts';
import { LOG_LEVELS, type LogLevel } from '../platform/config/configuration-schema.ts';
import { demoCentre, DEMO_ZONE } from '../app/demo/demo-centre.ts';
import { startDemo, type RunningDemo } from '../app/demo/start-demo.ts';
import { createLogger } from '../platform/http/logger.ts';
import { projectFolder } from '../project-folder.ts';
import { lockFolder } from '../platform/store/folder-lock.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command, CommandContext } from './command.ts';
import { openConfiguredStore } from '../platform/config/open-configured-store.ts';
import { readOptions } from './input/read-options.ts';
import { readPort } from '../platform/config/read-port.ts';
import { untilCancelled } from './until-cancelled.ts';

export const command: Command = {
  summary: 'the whole product on invented calls, running now',
  help: `leitstand demo [--port N] [--log LEVEL]

Starts walls, desk and schedules on a simulated day of the joint call centre of Köln, Bonn and Leverkusen, with two years
of generated history. Needs nothing but Node. Outside opening hours, and in the last hour of a day, it shows a running
Monday morning, and says so on the wall. Prints the address and opens nothing by itself; Ctrl+C stops it.

  --port N     port; default: LEITSTAND_PORT, else 8080; 0 for any free one
  --log LEVEL  debug, info, warn (default), error or silent

The data live in .leitstand/demo of the project, or where LEITSTAND_DATA says.`,
  run: async (context) => {
    const { values } = readOptions(context.args, {
      port: { type: 'string' },
      log: { type: 'string', default: 'warn' },
    });
    const configuration = demoConfiguration(context, values.port, values.log);
    const lock = lockFolder(configuration.dataFolder);
    try {
      const store = await openConfiguredStore(configuration);
      try {
        const demo = await startDemo(
          configuration,
          store,
          createLogger(configuration.logLevel, context.warn),
        );
        lock.announce(demo.address);
        context.print(welcome(demo));
        await untilCancelled(context.cancelled);
        await demo.stop();
      } finally {
        await store.close();
      }
    } finally {
      lock.release();
    }
    return 0;
  },
};

function demoConfiguration(
  { environment }: CommandContext,
  port: string | undefined,
  log: string,
): Configuration {
  const folder = environment['LEITSTAND_DATA'];
  return {
    dataFolder: folder === undefined ? join(projectFolder(), '.leitstand/demo') : resolve(folder),
    databaseUrl: null,
    host: environment['LEITSTAND_HOST'] ?? '127.0.0.1',
    port:
      readPort(port ?? environment['LEITSTAND_PORT'], port === undefined ? 'LEITSTAND_PORT' : '--port') ??
      8080,
    tls: null,
    publicUrl: null,
    trustProxy: null,
    logLevel: readLogLevel(log),
    metricsToken: environment['LEITSTAND_METRICS_TOKEN'] ?? null,
    sources: [],
    holidays: 'DE-NW',
    centre: demoCentre(dateAt(instant(Date.now()), DEMO_ZONE)),
    retention: { callEventsDays: 90, personalSchedulesDays: 730, auditDays: 1095 },
  };
}

function readLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text);
  if (level !== undefined) return level;
  throw new BadInput(`must be one of ${LOG_LEVELS.join(', ')}, got "${text}"`, { field: '--log' });
}

function welcome({ address, clock, now }: RunningDemo): string {
  const shown = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: DEMO_ZONE,
  });
  const introduction =
    clock.kind === 'real'
      ? 'A simulated day of Köln, Bonn and Leverkusen is running now.'
      : `The lines are closed now or close soon, so a simulated Monday is running: ${shown.format(now())}.`;
  return `${introduction}\n\n  Wall      ${address}/wall\n  Desk      ${address}/desk\n  Schedule  ${address}/schedule\n\nCtrl+C stops it.\n`;
}
