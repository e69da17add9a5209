import type { RosterAgent } from '../../../../forecasting/roster/index.ts';
import type { PlainDate } from '../../../../forecasting/time/index.ts';

export type AbsenceKind = NonNullable<RosterAgent['absences'][number]['kind']>;

/** How the person is away on the day; undefined where they are not. Who may not know why reads "away". */
export function absenceKindOn(
  agent: Pick<RosterAgent, 'absences'>,
  date: PlainDate,
): AbsenceKind | undefined {
  const absence = agent.absences.find(({ from, until }) => from <= date && date <= until);
  return absence === undefined ? undefined : (absence.kind ?? 'other');
}
