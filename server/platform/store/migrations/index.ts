import { createEventLog } from './001-event-log.ts';
import { createAccounts } from './020-accounts.ts';
import { createPeople } from './021-people.ts';
import { createPlan } from './022-plan.ts';
import { createHistory } from './030-history.ts';
import { createDayAdjustments } from './023-day-adjustments.ts';
import { createDisplayLinks } from './060-display-links.ts';
import { createErasure } from './150-erasure.ts';
import { uniteAdjustments } from './110-one-adjustment-store.ts';
import { createPersonProtection } from './130-person-protection.ts';
import { createHistoryImports } from './111-history-imports.ts';
import { createWishes } from './160-wishes.ts';
import { createRosterOrigins } from './170-roster-origins.ts';
import { createWorksAgreement } from './180-works-agreement.ts';
import { createRecounts } from './210-recounts.ts';
import { keepFormerImports } from './260-former-imports.ts';
import { createEmployment } from './190-employment.ts';
import { confirmHolders } from './310-confirmed-holders.ts';
import { createJobs } from './320-jobs.ts';
import type { Migration } from './migration.ts';

/** Every migration in the order in which it runs; entries are only ever added. */
export const migrations: readonly Migration[] = [
  createEventLog,
  createAccounts,
  createPeople,
  createPlan,
  createDayAdjustments,
  createDisplayLinks,
  createHistory,
  createErasure,
  uniteAdjustments,
  createPersonProtection,
  createHistoryImports,
  createWishes,
  createRosterOrigins,
  createWorksAgreement,
  createRecounts,
  keepFormerImports,
  createEmployment,
  confirmHolders,
  createJobs,
];
