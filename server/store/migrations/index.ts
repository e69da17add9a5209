import { createEventLog } from './001-event-log.ts';
import { createDisplayLinks } from './060-display-links.ts';
import type { Migration } from './migration.ts';

/** Every migration in the order in which it runs; entries are only ever added. */
export const migrations: readonly Migration[] = [createEventLog, createDisplayLinks];
