import type { Agent, ImportPreview } from '../../contract/people.ts';
import type { Db } from '../../platform/store/schema.ts';
import { compareAgents, listAgents, saveAgents, telephoneNamesTaken } from './agent-store.ts';
import type { AgentsFile } from './read-agents-table.ts';

export interface ImportAgentsRequest {
  readonly file: AgentsFile;
  /** `false`: a preview; nothing is touched. */
  readonly write: boolean;
  /** Whether whoever imports may hear of a person that is there already; everybody, if left out. */
  readonly mayName?: (person: string) => boolean;
}

/** As many wrong fields or people as anybody looks through; the rest is a count. */
const MOST_TOLD = 100;

/** Saves, if wanted and every line is right, all people of a file at once. Twice changes nothing. */
export async function importAgents(
  db: Db,
  { file, ...request }: ImportAgentsRequest,
): Promise<ImportPreview> {
  const present = await listAgents(db);
  const wanted = file.saysEmployment ? file.agents : withEmploymentOf(present, file.agents);
  const difference = compareAgents(present, wanted);
  const issues = [
    ...file.issues,
    ...telephoneNamesTaken(present, file.agents).map(({ agent, owner }) => ({
      line: file.lines.get(agent.id) ?? 1,
      field: 'telephone',
      value: agent.telephoneName ?? '',
      allowed:
        request.mayName?.(owner) === false
          ? 'a name of their own'
          : `a name of their own, ${owner} has this one`,
    })),
  ].toSorted((one, other) => one.line - other.line);
  const written = request.write && issues.length === 0;
  if (written) await saveAgents(db, [...difference.added, ...difference.changed]);
  return {
    rows: file.agents.length,
    addedCount: difference.added.length,
    added: difference.added.slice(0, MOST_TOLD).map(({ id }) => id),
    changedCount: difference.changed.length,
    changed: difference.changed.slice(0, MOST_TOLD).map(({ id }) => id),
    unchanged: difference.unchanged,
    issueCount: issues.length,
    issues: issues.slice(0, MOST_TOLD),
    written,
  };
}

function withEmploymentOf(present: readonly Agent[], agents: readonly Agent[]): readonly Agent[] {
  const known = new Map(present.map(({ id, employment }) => [id, employment]));
  return agents.map((agent) => ({ ...agent, employment: known.get(agent.id) ?? agent.employment }));
}
