import type { AgentsFile } from './read-agents-table.ts';

/** What the reader's worker is given. */
export interface AgentsFileTask {
  readonly bytes: Uint8Array;
  /** Ids that exist. */
  readonly cities: readonly string[];
}

export function isAgentsFileTask(value: unknown): value is AgentsFileTask {
  return typeof value === 'object' && value !== null && 'bytes' in value && 'cities' in value;
}

/** Only the worker of such a task answers with one, so a look at the outline is enough. */
export function isAgentsFile(value: unknown): value is AgentsFile {
  return typeof value === 'object' && value !== null && 'agents' in value && 'saysEmployment' in value;
}
