import type { Weekday } from '../time/plain-date.ts';
import { legalBreakMinutes } from './legal-breaks.ts';

/** Minute of the local day, 0 … 1440. Shifts are agreed in wall-clock time; elapsed time is worked out where a rule needs it. */
type MinuteOfDay = number;

/** Half-open span of minutes within one local day. */
export interface MinuteSpan {
  readonly startMinute: MinuteOfDay;
  readonly endMinute: MinuteOfDay;
}

/** The reusable form of a shift: a window of starts and an amount of work. */
export interface ShiftPattern {
  readonly id: string;
  readonly label: string;
  readonly earliestStartMinute: MinuteOfDay;
  readonly latestStartMinute: MinuteOfDay;
  /** Starts are offered every so many minutes from the earliest on; a multiple of the planning interval. */
  readonly startStepMinutes: number;
  /** Paid working time without the legal break. */
  readonly workMinutes: number;
  /** Unpaid break; at least what the law asks for (the default). */
  readonly breakMinutes?: number;
  /** Days on which the pattern may be used; all when absent. */
  readonly weekdays?: readonly Weekday[];
}

/** A pattern at one start. */
export interface PatternStart extends MinuteSpan {
  readonly pattern: string;
  readonly workMinutes: number;
  readonly breakMinutes: number;
}

export function patternBreakMinutes(pattern: ShiftPattern): number {
  return pattern.breakMinutes ?? legalBreakMinutes(pattern.workMinutes);
}

/** Every start that a pattern allows, earliest first. */
export function patternStarts(pattern: ShiftPattern): readonly PatternStart[] {
  const breakMinutes = patternBreakMinutes(pattern);
  const starts: PatternStart[] = [];
  for (
    let startMinute = pattern.earliestStartMinute;
    startMinute <= pattern.latestStartMinute;
    startMinute += pattern.startStepMinutes
  ) {
    starts.push({
      pattern: pattern.id,
      startMinute,
      endMinute: startMinute + pattern.workMinutes + breakMinutes,
      workMinutes: pattern.workMinutes,
      breakMinutes,
    });
  }
  return starts;
}
