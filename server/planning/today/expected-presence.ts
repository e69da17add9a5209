import type { PlainDate, TimeZone } from '../../../forecasting/time/index.ts';
import type { AbsenceKind } from '../../contract/people.ts';
import { listAbsences } from '../../organisation/people/absence-store.ts';
import { listAgents } from '../../organisation/people/agent-store.ts';
import type { Db } from '../../platform/store/schema.ts';
import { plannedDuties, type PlannedDuty } from '../published/duty-store.ts';
import { skillsOn } from './movable-duties.ts';
import { lessShrinkage, shrinkageOfDay } from './on-the-phones.ts';
import { plannedAgents, type PlannedDay } from '../intraday/planned-agents.ts';

/** Why nobody works a published duty: an absence, or the employment does not cover the day. */
type DutyLost = AbsenceKind | 'notEmployed';

/** What was published for a day, and what is left of it once the absences that are known by now are taken off. */
export interface ExpectedPresence {
  readonly duties: readonly PlannedDuty[];
  /** Duties of people who are expected to work them. */
  readonly expectedDuties: readonly PlannedDuty[];
  /** Published duties that nobody works, and why. */
  readonly dutiesLost: readonly { readonly duty: PlannedDuty; readonly kind: DutyLost }[];
  /** On the telephones as published; `null` where nothing is published for the day. */
  readonly planned: PlannedDay | null;
  /** On the telephones without the absent; `null` where nothing is published for the day. */
  readonly expected: PlannedDay | null;
}

/**
 * Who can be expected on a day: the publication less every absence, whenever it was entered, and less people who have left. Whatever says how many
 * people are there (outlook, moves, charts, counts of the roster) asks here, so that one day has one figure.
 */
export async function expectedPresence(db: Db, date: PlainDate, zone: TimeZone): Promise<ExpectedPresence> {
  const [duties, absences, agents] = await Promise.all([
    plannedDuties(db, { from: date, until: date }),
    listAbsences(db, date, date),
    listAgents(db),
  ]);
  const kindOf = new Map<string, DutyLost>([
    ...absences.map(({ agentId, kind }) => [agentId, kind] as const),
    ...agents
      .filter(({ employment: { from, until } }) => date < (from ?? date) || (until ?? date) < date)
      .map(({ id }) => [id, 'notEmployed'] as const),
  ]);
  const expectedDuties = duties.filter(({ agentId }) => !kindOf.has(agentId));
  const dutiesLost = duties.flatMap((duty) => {
    const kind = kindOf.get(duty.agentId);
    return kind === undefined ? [] : [{ duty, kind }];
  });
  // One share for both, also where everybody of the version that says it is absent.
  const shrinkage = await shrinkageOfDay(db, duties, date);
  const skills = new Map(agents.map((agent) => [agent.id, skillsOn(agent, date)]));
  const onPhones = (there: readonly PlannedDuty[]): PlannedDay | null =>
    duties.length === 0
      ? null
      : lessShrinkage(
          plannedAgents(there, date, zone, (agentId) => skills.get(agentId)),
          shrinkage,
        );
  return {
    duties,
    expectedDuties,
    dutiesLost,
    planned: onPhones(duties),
    expected: onPhones(expectedDuties),
  };
}
