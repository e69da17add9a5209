import type { RosterAgent, RosterShift } from '../../../../forecasting/roster/index.ts';
import type { Cell } from './roster-cells.ts';

/** One person's line of the grid: a shift or none per day. Replaced as a whole, so that one edit redraws one line. */
export class RosterRow {
  readonly agent: RosterAgent;
  readonly agentIndex: number;
  #shifts: readonly Cell[] = $state.raw([]);

  constructor(agent: RosterAgent, agentIndex: number, shifts: readonly Cell[]) {
    this.agent = agent;
    this.agentIndex = agentIndex;
    this.#shifts = shifts;
  }

  get shifts(): readonly Cell[] {
    return this.#shifts;
  }

  write(dayIndex: number, shift: Cell): void {
    this.#shifts = this.#shifts.with(dayIndex, shift);
  }
}

/** One day of the same grid, so that an edit of one day leaves what is drawn of all others alone. */
export class RosterColumn {
  #cells: readonly Cell[] = $state.raw([]);
  readonly #shifts = $derived(this.#cells.filter((cell) => cell !== null));

  constructor(cells: readonly Cell[]) {
    this.#cells = cells;
  }

  /** The day's shifts in the order of people. */
  get shifts(): readonly RosterShift[] {
    return this.#shifts;
  }

  write(agentIndex: number, shift: Cell): void {
    this.#cells = this.#cells.with(agentIndex, shift);
  }
}
