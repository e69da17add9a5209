import type { Logger } from 'pino';
import { dateAt, instant, type Instant, type PlainDate } from '../../../forecasting/time/index.ts';
import { STALE_AFTER_MS } from '../../live/board/feed.ts';
import { startServer, type RunningServer } from '../compose.ts';
import type { Configuration } from '../../platform/config/configuration.ts';
import type { Centre } from '../../contract/centre.ts';
import { DayPlanner } from '../../planning/intraday/day-planner.ts';
import { callerKeyStore } from '../../live/log/caller-key-store.ts';
import { productVersion } from '../../project-folder.ts';
import { openSpansOn } from '../../live/state/counting-rules.ts';
import type { LiveCentre } from '../../live/centre/live-centre.ts';
import type { Store } from '../../platform/store/database.ts';
import { SimulatorAdapter } from '../../telephony/simulator/simulator.ts';
import type { CallEvent } from '../../live/events/call-event.ts';
import type { WayIn } from '../../live/log/way-in.ts';
import { sourceId } from '../../live/events/call-id.ts';
import { CallerHasher } from '../../live/events/caller-hash.ts';
import { chooseDemoClock, type DemoClock } from './demo-clock.ts';
import { DemoAbsences } from './demo-absences.ts';
import { DEMO_SOURCE } from './demo-centre.ts';
import { keepDemoHistory } from './demo-history.ts';
import { demoEvents, simulatedPresence } from './demo-world.ts';
import { openJobSupport } from '../../platform/jobs/job-support.ts';
import { jobModule } from '../job-module.ts';
import { openForecast } from '../../planning/forecast/open-forecast.ts';
import { openDesk } from '../open-desk.ts';
import type { PlanningTools } from '../../planning/requirement/planning-tools.ts';
import { PlannedNow } from '../../planning/today/planned-now.ts';
import { seedDemoPeople } from './demo-people.ts';
import { DemoRoster } from './demo-roster.ts';
import { forgetOtherDays } from './forget-other-days.ts';

export interface RunningDemo extends RunningServer {
  readonly clock: DemoClock;
  /** The moment that its clock shows. */
  readonly now: () => Instant;
}

/** The demonstration: the whole product on invented calls, running now, or on a Monday morning when the lines are closed. */
export async function startDemo(
  configuration: Configuration,
  store: Store,
  log: Logger,
): Promise<RunningDemo> {
  const { centre } = configuration;
  const clock = chooseDemoClock(instant(Date.now()), centre.zone, (at) => isOpenSomewhere(centre, at));
  const now = (): Instant => instant(Date.now() + clock.shiftMilliseconds);
  await seedDemoPeople(store.db, centre, dateAt(now(), centre.zone), now());
  const absences = new DemoAbsences(store.db, centre.zone);
  await absences.refresh(now());
  const eventsOf = (date: PlainDate): readonly CallEvent[] => demoEvents(date, absences.awayOn(date));
  await forgetOtherDays(store, now(), centre.zone, eventsOf);
  const source = sourceId(DEMO_SOURCE);
  const planned = new PlannedNow(store.db, centre.zone);
  const house: { live?: LiveCentre } = {};
  const centreNow = (): Centre => house.live?.centre ?? centre;
  const support = await openJobSupport({
    db: store.db,
    now,
    onFailure: (error) => log.error({ err: error }, 'a job failed'),
  });
  const forecast = openForecast({
    store,
    now,
    support,
    centre: centreNow,
    prepare: () => keepDemoHistory(store, dateAt(now(), centre.zone)),
    onFailure: (error) => log.error({ err: error }, 'a forecast could not be made or kept'),
  });
  const forecastDays: PlanningTools['forecastDays'] = (from, until) => forecast.kept.days(from, until);
  const server = await startServer({
    configuration,
    store,
    log,
    clock: { now, kind: clock.kind },
    wallAccess: 'open',
    hasher: await CallerHasher.open(callerKeyStore(store), now()),
    version: productVersion(),
    sources: [{ id: source, staleAfterMs: STALE_AFTER_MS }],
    rooms: async (live, wayIn) => {
      house.live = live;
      return [
        jobModule(support),
        await openDesk({
          store,
          live,
          wayIn,
          now,
          demo: true,
          secure: false,
          planned,
          support,
          forecastDays,
        }),
        forecast,
      ];
    },
    adapters: (wayIn, live) => [
      simulator(wayIn),
      forecast.daily,
      dayPlanner(live),
      new DemoRoster({
        db: store.db,
        centre: centreNow,
        now,
        forecastDays,
        onPublished: () => planned.refresh(now()),
        log,
      }),
    ],
  });
  return { ...server, clock, now };

  /** Who is entered as absent goes home, as people do. */
  function simulator(wayIn: WayIn): SimulatorAdapter {
    const adapter = new SimulatorAdapter({
      source,
      wayIn,
      clock: now,
      zone: centre.zone,
      eventsOf,
      onRefused: (error) => log.error({ err: error }, 'the store refused simulated events'),
    });
    planned.onChange(() => {
      absences.refresh(now()).then(
        (changed) => {
          if (changed) adapter.renew();
        },
        (error: unknown) => log.error({ err: error }, 'the absences could not be read'),
      );
    });
    return adapter;
  }

  function dayPlanner(live: LiveCentre): DayPlanner {
    const planner = new DayPlanner({
      centre: () => live.centre,
      boards: live,
      clock: now,
      forecastsOf: async (date) => {
        await planned.refresh(now());
        return forecast.kept.citiesOn(date);
      },
      plannedIn: (startsAt) => planned.plannedIn(startsAt) ?? simulatedPresence(startsAt),
      expectedIn: (startsAt, city) => planned.expectedIn(startsAt, city) ?? simulatedPresence(startsAt),
      dutiesOn: (date) => planned.dutiesOn(date),
      show: (plan) => live.setPlan(plan),
      onFailure: (error) => log.error({ err: error }, 'the plan of the day failed'),
    });
    forecast.kept.onChange(() => planner.reread());
    planned.onChange(() => planner.renew());
    return planner;
  }
}

function isOpenSomewhere({ cities, zone }: Centre, at: Instant): boolean {
  const date = dateAt(at, zone);
  return cities.some(({ hours }) =>
    openSpansOn(hours, date, zone).some(({ from, to }) => at >= from && at < to),
  );
}
