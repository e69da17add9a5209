import { accountsOfAgents } from '../organisation/accounts/accounts-of-agents.ts';
import type { Router } from 'express';
import type { Instant, TimeZone } from '../../forecasting/time/index.ts';
import { accountRoutes } from '../organisation/accounts/account-routes.ts';
import { holderRoutes } from '../organisation/accounts/holder-routes.ts';
import { sessionRoutes } from '../organisation/accounts/session-routes.ts';
import { NO_PLAN, type DayPlan } from '../live/board/day-plan.ts';
import type { Board } from '../contract/wall.ts';
import type { Centre } from '../contract/centre.ts';
import type { CentreAnswer } from '../contract/desk-centre.ts';
import { PresenceSamples } from '../planning/intraday/presence-samples.ts';
import { AgentsFileReader } from '../organisation/people/agents-file-reader.ts';
import { centreRoutes } from '../organisation/cities/centre-routes.ts';
import { peopleListRoutes } from '../organisation/people/people-list-routes.ts';
import { peopleRoutes, type PeopleRouteOptions } from '../organisation/people/people-routes.ts';
import { wishRoutes } from '../organisation/people/wish-routes.ts';
import type { Db } from '../platform/store/schema.ts';
import { agreementRoutes } from '../organisation/agreement/agreement-routes.ts';
import { draftRoutes } from '../planning/drafts/draft-routes.ts';
import { exportRoutes } from '../planning/publication/export-routes.ts';
import { findDraft } from '../planning/drafts/draft-store.ts';
import { defineOptimiseJob } from '../planning/optimise/optimise-job.ts';
import type { JobSupport } from '../platform/jobs/job-support.ts';
import type { PlanningTools } from '../planning/requirement/planning-tools.ts';
import { protectionRoutes } from '../planning/drafts/protection-routes.ts';
import { personDutiesRoutes } from '../planning/publication/person-duties-routes.ts';
import { publishRoutes } from '../planning/publication/publish-routes.ts';
import { repairRoutes } from '../planning/drafts/repair-routes.ts';
import { requirementRoutes } from '../planning/requirement/requirement-routes.ts';
import { defineNewCityJob, defineRequirementJob } from '../planning/requirement/staffing-jobs.ts';
import { moveRoutes } from '../planning/today/move-routes.ts';
import { todayRoutes, type TodayRouteOptions } from '../planning/today/today-routes.ts';
import { scheduleRoutes, type ScheduleRouteOptions } from '../planning/schedule/schedule-routes.ts';

export interface DeskOptions {
  readonly db: Db;
  readonly now: () => Instant;
  readonly zone: TimeZone;
  /** Sign-in by role buttons, for this machine only. */
  readonly demo: boolean;
  /** Browsers reach us by HTTPS. */
  readonly secure: boolean;
  readonly tools: PlanningTools;
  readonly support: JobSupport;
  /** The present board, as walls see it. */
  readonly board: (scope: string, now: number) => Board;
  /** What forecast, staffing and roster say about today; nothing if left out. */
  readonly dayPlan?: () => DayPlan;
  /** Who was on the phones today; unknown if left out. */
  readonly presence?: TodayRouteOptions['presence'];
  readonly unmappedQueues: () => CentreAnswer['unmappedQueues'];
  readonly onCentreChanged: (centre: Centre) => void | Promise<void>;
  readonly onPublished: () => void | Promise<void>;
  /** People or their absences are other ones than before; nobody need know if left out. */
  readonly onPeopleChanged?: PeopleRouteOptions['onChanged'];
  readonly lastCallOf: ScheduleRouteOptions['lastCallOf'];
  readonly classify: ScheduleRouteOptions['classify'];
}

export interface DeskRooms {
  readonly routers: readonly Router[];
}

/** Everything behind the desk and the agent's page: accounts, people, cities, plan and schedule. */
export function deskRooms(options: DeskOptions): DeskRooms {
  const { db, now, zone, tools } = options;
  const { jobs, moments, searchCores } = options.support;
  jobs.offer(
    defineOptimiseJob({ db, now, optimise: tools.optimise, cores: searchCores, findDraft }),
    defineRequirementJob({ db, now, tools }),
    defineNewCityJob({ db, tools }),
  );
  const files = new AgentsFileReader(moments);
  return {
    routers: [
      sessionRoutes({ db, now, demo: options.demo, secure: options.secure }),
      accountRoutes({ db, now }),
      holderRoutes({ db, now }),
      centreRoutes({
        db,
        now,
        unmappedQueues: options.unmappedQueues,
        onCentreChanged: options.onCentreChanged,
      }),
      peopleListRoutes({
        db,
        now,
        zone,
        accountsOfAgents: async () => [...(await accountsOfAgents(db))],
      }),
      peopleRoutes({ db, now, files, onChanged: options.onPeopleChanged ?? (() => undefined) }),
      personDutiesRoutes({ db, now, onChanged: options.onPeopleChanged ?? (() => undefined) }),
      wishRoutes({ db, now, zone }),
      todayRoutes({
        db,
        zone,
        now,
        board: options.board,
        dayPlan: options.dayPlan ?? (() => NO_PLAN),
        presence: options.presence ?? (async () => new PresenceSamples()),
      }),
      moveRoutes({
        db,
        now,
        zone,
        tools,
        dayPlan: options.dayPlan ?? (() => NO_PLAN),
        onPublished: options.onPublished,
      }),
      requirementRoutes({ db, now, tools }),
      draftRoutes({ db, now, jobs }),
      publishRoutes({ db, now, tools, onPublished: options.onPublished }),
      protectionRoutes({ db, now }),
      agreementRoutes({ db, now }),
      repairRoutes({ db, now, tools }),
      exportRoutes({ db }),
      scheduleRoutes({ db, now, zone, lastCallOf: options.lastCallOf, classify: options.classify }),
    ],
  };
}
