import { rollup } from 'd3-array';
import type { Absence, RosterAgent, RosterProblem } from '../../../forecasting/roster/index.ts';
import { addDays, plainDate } from '../../../forecasting/time/index.ts';
import type { Employment } from '../../contract/people.ts';
import { listAbsences, type StoredAbsence } from '../../organisation/people/absence-store.ts';
import { listAgents } from '../../organisation/people/agent-store.ts';
import type { Db } from '../../platform/store/schema.ts';

/**
 * A draft's problem with the absences and the employment as they are known now: whatever is entered after a draft was
 * made reaches the draft, its report and what is published from it. Everything else stays as the draft was made with.
 */
export async function withAbsencesOfNow(db: Db, problem: RosterProblem): Promise<RosterProblem> {
  const from = problem.days.at(0)?.date;
  const until = problem.days.at(-1)?.date;
  if (from === undefined || until === undefined) return problem;
  const [absences, people] = await Promise.all([listAbsences(db, from, until), listAgents(db)]);
  const known = absencesByAgent(absences);
  const employments = new Map(people.map(({ id, employment }) => [id, employment]));
  /** Who was deleted since works on no day of the plan. */
  const gone = { until: addDays(from, -1) };
  const agents = problem.agents.map((agent): RosterAgent => {
    const { employment: _before, ...rest } = agent;
    const employment = employments.get(agent.id);
    return {
      ...rest,
      ...(employment === undefined ? { employment: gone } : employmentOf(employment)),
      absences: withKnown(agent.absences, known.get(agent.id) ?? []),
    };
  });
  return { ...problem, agents };
}

/** Stored absences as a roster reckons with them, by person. */
export function absencesByAgent(stored: readonly StoredAbsence[]): ReadonlyMap<string, readonly Absence[]> {
  return rollup(
    stored,
    (own) => own.map(({ kind, from, until }) => ({ kind, from: plainDate(from), until: plainDate(until) })),
    ({ agentId }) => agentId,
  );
}

/**
 * A problem as a draft keeps it: without absences, which are read whenever the draft is looked at, so that one that is
 * taken back leaves the draft as well. What nobody has entered, as the sickness of a repair, is added after this.
 */
export function withoutAbsences(problem: RosterProblem): RosterProblem {
  return { ...problem, agents: problem.agents.map((agent) => ({ ...agent, absences: [] })) };
}

/** A draft may reckon with an absence that nobody has entered, as the draft of a sick call does: that one stays. */
function withKnown(ofDraft: readonly Absence[], known: readonly Absence[]): readonly Absence[] {
  const isOverlaid = ({ from, until }: Absence): boolean =>
    known.some((absence) => absence.from <= until && from <= absence.until);
  return [...known, ...ofDraft.filter((absence) => !isOverlaid(absence))];
}

export function employmentOf({ from, until }: Employment): Pick<RosterAgent, 'employment'> {
  if (from === null && until === null) return {};
  return {
    employment: {
      ...(from === null ? {} : { from: plainDate(from) }),
      ...(until === null ? {} : { until: plainDate(until) }),
    },
  };
}
