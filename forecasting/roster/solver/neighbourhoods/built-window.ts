import type { Duties } from '../model/duty-model.ts';
import type { MixedIntegerProgram } from '../../../maths/linear-program.ts';
import type { WindowCover } from './window-cover.ts';

/** Least and most paid minutes. */
export interface MinuteLimits {
  readonly least: number;
  readonly most: number;
}

export interface WindowRequest {
  /** Everyone's calendar now; days outside the window stay as they are. */
  readonly duties: readonly Duties[];
  /** Days of the window, ascending. */
  readonly days: readonly number[];
  /** Who may change; the others stay as they are. */
  readonly agents: readonly number[];
  /** Whether an agent must work on a day of the window; undefined = open. */
  readonly works?: (agent: number, day: number) => boolean | undefined;
  /** Most weekends of the window that an agent may work, instead of all that the contract allows. */
  readonly mostWeekends?: (agent: number) => number;
  /** For one day on which whoever wants to works or stays away: the price of working it. */
  readonly dayPrice?: (agent: number, day: number) => number;
  /** Small price per paid minute, so that of equal answers the one is taken that leaves most play elsewhere. */
  readonly minutePrice?: (agent: number) => number;
  /** Minutes of a day at which that price is nought. */
  readonly aim?: (agent: number, day: number) => number;
  /** Whether an agent may work a kind on the only day of a window; where none fits, all may be worked. */
  readonly fits?: (agent: number, kind: number) => boolean;
  /** Asks for the form that an interior point solves in half the time, and branching in twice. */
  readonly isLinear?: boolean;
  /** Limits of paid minutes inside the window, instead of what the contract leaves. */
  readonly minutes?: (agent: number) => MinuteLimits;
}

export interface BuiltWindow {
  readonly program: MixedIntegerProgram;
  readonly cover: WindowCover;
  /** Row of each agent's paid minutes; none in a window of one day. */
  readonly minutesRows: ReadonlyMap<number, number>;
  /** Row that gives an agent who works on a day one sort of duty there. */
  readonly dayRow: (agent: number, day: number) => number | undefined;
  /** In a window of one day: how many whole units of work each row of cells gets. */
  readonly workColumns: readonly number[];
  readonly shapes: readonly WindowShape[];
  readonly choices: readonly WindowChoice[];
  /** Everyone's calendar that column values mean; undefined where they are not whole. */
  readonly read: (values: Float64Array) => readonly Duties[] | undefined;
}

/** Kinds of one agent and day that differ only in where they help. */
export interface WindowChoice {
  readonly agent: number;
  readonly day: number;
  readonly minutes: number;
  readonly supply: Supply;
  readonly column: number;
}

/** Agents who may work the same families on a day: their number is handed out to the families. */
export interface Supply {
  readonly day: number;
  readonly row: number;
  readonly families: readonly number[];
}

/** One lawful way of an agent to spread work and free days over the window. */
export interface WindowShape {
  readonly agent: number;
  readonly days: readonly number[];
  /** Per day of `days`. */
  readonly works: readonly boolean[];
  readonly column: number;
}

/** Columns that say how many of a supply help in a family, and how many of a family take which break. */
export interface HandedOut {
  readonly toFamilies: readonly {
    readonly supply: Supply;
    readonly family: number;
    readonly column: number;
  }[];
  readonly toVariants: readonly { readonly key: string; readonly variant: number; readonly column: number }[];
}
