import { type RosterProblem, type RosterShift, workedIntervals } from '../../../forecasting/roster/index.ts';

type Rows = readonly (readonly number[])[];

/** People on the telephones per day and interval, of each skill group and of all. */
export class CoverOfShifts {
  readonly #days: ReadonlyMap<string, number>;
  readonly #intervalMinutes: number;
  readonly #groups = new Map<string, number[][]>();
  readonly #joint: number[][];

  constructor({ days, intervalMinutes }: Pick<RosterProblem, 'days' | 'intervalMinutes'>) {
    this.#days = new Map(days.map(({ date }, index) => [date, index]));
    this.#intervalMinutes = intervalMinutes;
    this.#joint = this.#nobody();
  }

  add(shift: RosterShift): void {
    const day = this.#days.get(shift.date);
    if (day === undefined) return;
    const own = this.#groups.get(shift.group) ?? this.#nobody();
    this.#groups.set(shift.group, own);
    for (const rows of [own, this.#joint]) {
      const row = rows[day];
      if (row === undefined) continue;
      for (const at of workedIntervals(shift, this.#intervalMinutes)) row[at] = (row[at] ?? 0) + 1;
    }
  }

  ofGroup(group: string): Rows {
    return this.#groups.get(group) ?? this.#nobody();
  }

  ofAll(): Rows {
    return this.#joint;
  }

  #nobody(): number[][] {
    return [...this.#days].map(() => new Array<number>((24 * 60) / this.#intervalMinutes).fill(0));
  }
}
