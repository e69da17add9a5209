import type { PlainDate, RosterAgent } from '../../../forecasting/index.ts';

type Absence = RosterAgent['absences'][number];

/** What keeps a person away on a day; undefined when nothing does. */
export function absenceOn(agent: Pick<RosterAgent, 'absences'>, date: PlainDate): Absence | undefined {
  return agent.absences.find(({ from, until }) => from <= date && date <= until);
}
