import type { Instant } from '../time/instant.ts';

/** Length of an interval of history in minutes; 1440 is a whole local day. */
export type HistoryMinutes = 5 | 15 | 30 | 60 | 1440;

/** Figures beside `offered`, absent where a source does not state them; absent is not 0. */
export interface IntervalFigures {
  readonly answered?: number;
  readonly abandoned?: number;
  /** Answered calls whose wait was within the contract's threshold. */
  readonly answeredWithinThreshold?: number;
  /** Sum of talk, hold and wrap-up of the answered calls. */
  readonly handleSeconds?: number;
  /** Sum of the waits of answered and abandoned calls. */
  readonly waitSeconds?: number;
}

export const FIGURES = [
  'answered',
  'abandoned',
  'answeredWithinThreshold',
  'handleSeconds',
  'waitSeconds',
] as const satisfies readonly (keyof IntervalFigures)[];

/** The figures that `valueOf` gives; those without a value are left out. */
export function figuresBy(
  valueOf: (figure: keyof IntervalFigures, place: number) => number | undefined,
): IntervalFigures {
  const figures: { -readonly [Figure in keyof IntervalFigures]: number } = {};
  for (const [place, figure] of FIGURES.entries()) {
    const value = valueOf(figure, place);
    if (value !== undefined) figures[figure] = value;
  }
  return figures;
}

/** What happened in one queue in one half-open interval [start, start + minutes), by the interval a call entered in. */
export interface IntervalRecord extends IntervalFigures {
  readonly queue: string;
  readonly start: Instant;
  readonly minutes: HistoryMinutes;
  readonly offered: number;
}
