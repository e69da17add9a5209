import type { Agent, ImportPreview } from '../contract/people.ts';
import type { Db } from '../store/schema.ts';
import { compareAgents, listAgents, saveAgents, telephoneNamesTaken } from './agent-store.ts';
import { readAgentsCsv } from './read-agents-csv.ts';

export interface ImportAgentsRequest {
  readonly csv: string;
  readonly cities: readonly string[];
  /** `false`: a preview; nothing is touched. */
  readonly write: boolean;
  /** Whether whoever imports may hear of a person that is there already; everybody, if left out. */
  readonly mayName?: (person: string) => boolean;
}

/** As many wrong fields as anybody mends in one go. */
const MOST_ISSUES_TOLD = 100;

/** Reads a file of people and, if wanted and every line is right, saves all of them at once. Twice changes nothing. */
export async function importAgents(db: Db, request: ImportAgentsRequest): Promise<ImportPreview> {
  const file = readAgentsCsv(request.csv, request.cities);
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
    added: difference.added.map((agent) => agent.id),
    changed: difference.changed.map((agent) => agent.id),
    unchanged: difference.unchanged,
    issueCount: issues.length,
    issues: issues.slice(0, MOST_ISSUES_TOLD),
    written,
  };
}

function withEmploymentOf(present: readonly Agent[], agents: readonly Agent[]): readonly Agent[] {
  const known = new Map(present.map(({ id, employment }) => [id, employment]));
  return agents.map((agent) => ({ ...agent, employment: known.get(agent.id) ?? agent.employment }));
}
