import type { DayFrame } from './day-frame.ts';
import type { HeldLevel, Level } from './levels.ts';

/** Levels of one city as they were shown last, for hysteresis. */
export interface CityMemory {
  readonly date: string;
  readonly wait: HeldLevel;
  readonly serviceLevel: Level | undefined;
  readonly answerRate: Level | undefined;
}

/**
 * All that a board remembers of the board before it. Owned by whoever asks for boards; `boardAt` writes it in place.
 * Without it every board is right, only less calm.
 */
export interface BoardMemory {
  readonly cities: Map<string, CityMemory>;
  /** Day frames in use, so that local times are not worked out four times a second. */
  readonly frames: Map<string, DayFrame>;
}

export function newBoardMemory(): BoardMemory {
  return { cities: new Map(), frames: new Map() };
}
