import type { MinuteSpan } from '../../shifts/shift-pattern.ts';
import type { PlainDate } from '../../time/plain-date.ts';

/** Paid time of a shift away from the telephones: a team meeting, a training. */
export interface Activity extends MinuteSpan {
  readonly kind: 'meeting' | 'training';
  readonly label: string;
}

/** One dated duty of one agent. */
export interface RosterShift extends MinuteSpan {
  readonly agent: string;
  readonly date: PlainDate;
  readonly pattern: string;
  /** The skill group the agent works for during this shift. */
  readonly group: string;
  /** Unpaid breaks inside the shift, in order. */
  readonly breaks: readonly MinuteSpan[];
  /** In order; absent where there are none. */
  readonly activities?: readonly Activity[];
  /** Set by a planner: a re-run leaves this shift as it is. */
  readonly pinned?: boolean;
}

/** Who works when, for all days of a problem. */
export interface Roster {
  readonly shifts: readonly RosterShift[];
}

/** Paid minutes of a shift: its span without its breaks. */
export function paidMinutes(shift: Pick<RosterShift, 'startMinute' | 'endMinute' | 'breaks'>): number {
  return shift.breaks.reduce(
    (minutes, pause) => minutes - (pause.endMinute - pause.startMinute),
    shift.endMinute - shift.startMinute,
  );
}
