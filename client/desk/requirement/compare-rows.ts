import type { SimulatedStaffing } from '../../../server/contract/staffing-job.ts';

/** Agent hours of a day, without and with shrinkage. */
export interface ModelHours {
  readonly onPhones: number;
  readonly scheduled: number;
}

export interface CompareRow {
  readonly by: SimulatedStaffing['by'];
  /** `null`: not known before the simulation. */
  readonly onPhones: number | null;
  readonly scheduled: number | null;
  readonly levels: ReadonlyMap<string, SimulatedStaffing['levels'][number]>;
}

/** Formulas as the sliders stand, the simulation as far as it has been run, each with the levels it found. */
export function compareRows(
  hours: Readonly<Record<'erlangC' | 'erlangA', ModelHours>>,
  staffings: readonly SimulatedStaffing[],
): readonly CompareRow[] {
  const levelsOf = (by: SimulatedStaffing['by']): CompareRow['levels'] =>
    new Map(staffings.find((one) => one.by === by)?.levels.map((level) => [level.city, level]) ?? []);
  const found = staffings.find(({ by }) => by === 'simulation');
  return [
    { by: 'erlangC', ...hours.erlangC, levels: levelsOf('erlangC') },
    { by: 'erlangA', ...hours.erlangA, levels: levelsOf('erlangA') },
    {
      by: 'simulation',
      onPhones: found?.agentHours ?? null,
      scheduled: found?.scheduledHours ?? null,
      levels: levelsOf('simulation'),
    },
  ];
}
