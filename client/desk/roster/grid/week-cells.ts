import type { PlanDay, RosterAgent, RosterShift } from '../../../../forecasting/roster/index.ts';
import { absenceKindOn, type AbsenceKind } from '../editor/absence-on.ts';

/** What one day of one person looks like in the weeks' grid. */
export interface WeekCell {
  readonly date: PlanDay['date'];
  readonly shift: RosterShift | null;
  /** What keeps the person away; absent on a day with a shift. */
  readonly absence: AbsenceKind | undefined;
  /** A hard rule is broken here. */
  readonly isBroken: boolean;
  readonly isClosed: boolean;
  readonly isChosen: boolean;
}

/** A person's line, one cell per day. @param chosenDay index of the selected day; −1 when the selection is in another line */
export function weekCells(
  agent: Pick<RosterAgent, 'absences'>,
  shifts: readonly (RosterShift | null)[],
  days: readonly PlanDay[],
  brokenDays: ReadonlySet<string> | undefined,
  chosenDay: number,
): readonly WeekCell[] {
  return days.map(({ date, open }, dayIndex) => {
    const shift = shifts[dayIndex] ?? null;
    return {
      date,
      shift,
      absence: shift === null ? absenceKindOn(agent, date) : undefined,
      isBroken: brokenDays?.has(date) ?? false,
      isClosed: open === undefined,
      isChosen: chosenDay === dayIndex,
    };
  });
}
