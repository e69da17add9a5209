import {
  type Burden,
  burdenSpread,
  type LedgerLine,
  type RosterProblem,
} from '../../../../forecasting/roster/index.ts';

/** One burden over the team, as the fairness panel draws it. */
export interface BurdenFigures {
  readonly burden: ShownBurden;
  /** Standard deviation of people's ledgers before and with this roster. */
  readonly spreadBefore: number;
  readonly spreadAfter: number;
  /** Mean ledger of everybody, and of each house, with this roster. */
  readonly mean: number;
  readonly meanOf: ReadonlyMap<string, number>;
  /** Right end of the scale. */
  readonly most: number;
}

/** Burdens in the order in which they are shown; those that nobody carries are left out. */
export const shownBurdens = [
  'late',
  'early',
  'fridayLate',
  'saturday',
  'carnival',
  'yearEnd',
  'wishesRefused',
] as const satisfies readonly Burden[];
export type ShownBurden = (typeof shownBurdens)[number];

export function burdenFigures(
  problem: Pick<RosterProblem, 'agents'>,
  lines: readonly LedgerLine[],
): readonly BurdenFigures[] {
  const houseOf = new Map(problem.agents.map(({ id, city }) => [id, city ?? '']));
  const houses = [...new Set(houseOf.values())];
  return shownBurdens.flatMap((burden) => {
    const meanFor = (own: readonly LedgerLine[]): number =>
      own.reduce((sum, { after }) => sum + after[burden], 0) / Math.max(1, own.length);
    const mean = meanFor(lines);
    if (mean === 0) return [];
    const meanOf = new Map(
      houses.map((house) => [house, meanFor(lines.filter(({ agent }) => houseOf.get(agent) === house))]),
    );
    const spread = burdenSpread(lines, burden);
    return [
      {
        burden,
        spreadBefore: spread.before,
        spreadAfter: spread.after,
        mean,
        meanOf,
        most: Math.max(mean, ...meanOf.values()) * 1.25,
      },
    ];
  });
}
