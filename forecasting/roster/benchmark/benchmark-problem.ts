/** A shift scheduling benchmark instance after Curtois and Qu (2014), as its file says it. */
export interface BenchmarkProblem {
  /** Number of days; day 0 is a Monday. */
  readonly days: number;
  readonly shifts: readonly BenchmarkShift[];
  readonly staff: readonly BenchmarkStaff[];
  readonly onRequests: readonly BenchmarkRequest[];
  readonly offRequests: readonly BenchmarkRequest[];
  readonly cover: readonly BenchmarkCover[];
}

export interface BenchmarkShift {
  readonly id: string;
  readonly minutes: number;
  /** Shifts that must not be worked on the following day. */
  readonly notFollowedBy: readonly string[];
}

export interface BenchmarkStaff {
  readonly id: string;
  /** Most assignments per shift id; a shift without an entry is unlimited. */
  readonly maxShifts: ReadonlyMap<string, number>;
  readonly maxMinutes: number;
  readonly minMinutes: number;
  readonly maxRun: number;
  readonly minRun: number;
  readonly minOff: number;
  readonly maxWeekends: number;
  readonly daysOff: readonly number[];
}

/** A wish to work, or not to work, a shift on a day. */
export interface BenchmarkRequest {
  readonly staff: string;
  readonly day: number;
  readonly shift: string;
  readonly weight: number;
}

export interface BenchmarkCover {
  readonly day: number;
  readonly shift: string;
  readonly wanted: number;
  readonly underWeight: number;
  readonly overWeight: number;
}

/** One row of a roster of such a problem. */
export interface BenchmarkAssignment {
  readonly staff: string;
  readonly day: number;
  readonly shift: string;
}
