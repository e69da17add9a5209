import type { Ratio } from '../../contract/wall.ts';

export type Level = 'ok' | 'warning' | 'breach';

/** With fewer calls than this a share says too little to raise an alarm. */
const FEWEST_TO_JUDGE = 20;

/** A share that misses its target by more than this is a breach, by less a warning. */
const WARNING_BAND = 0.05;

/** A share must be better than a limit by this before its level is taken back, so that colours don't flap. */
const SHARE_MARGIN = 0.0025;

/** A wait level is taken back only after the wait was shorter for this long: one answered call is no recovery. */
export const CALM_MS = 10_000;

/** A longest wait of more than this many answer thresholds is a breach. */
const BREACH_THRESHOLDS = 3;

/**
 * Level of a share against its target, by unrounded values.
 *
 * @param before the level shown until now; it is left for a better one only with a margin
 */
export function shareLevel(ratio: Ratio, target: number, before: Level | undefined): Level | 'unknown' {
  if (ratio.value === null || ratio.denominator < FEWEST_TO_JUDGE) return 'unknown';
  const now = plainShareLevel(ratio.value, target);
  if (before === undefined || !isBetter(now, before)) return now;
  const withMargin = plainShareLevel(ratio.value - SHARE_MARGIN, target);
  return isBetter(withMargin, before) ? withMargin : before;
}

function plainShareLevel(value: number, target: number): Level {
  if (value >= target) return 'ok';
  return value >= target - WARNING_BAND ? 'warning' : 'breach';
}

/** A level and until when it is held although the figure is better by now. */
export interface HeldLevel {
  readonly level: Level;
  /** Since when the figure is better than the level; `null`: it is not. */
  readonly calmSince: number | null;
}

export const CALM: HeldLevel = { level: 'ok', calmSince: null };

/** Level of the longest wait: over the answer threshold is a warning, over three of them a breach. Rises at once. */
export function waitLevel(
  longestWaitMs: number,
  thresholdMs: number,
  before: HeldLevel,
  now: number,
): HeldLevel {
  const level = plainWaitLevel(longestWaitMs, thresholdMs);
  if (!isBetter(level, before.level)) return { level, calmSince: null };
  const calmSince = before.calmSince ?? now;
  return now - calmSince >= CALM_MS ? { level, calmSince: null } : { level: before.level, calmSince };
}

function plainWaitLevel(waitMs: number, thresholdMs: number): Level {
  if (waitMs <= thresholdMs) return 'ok';
  return waitMs <= thresholdMs * BREACH_THRESHOLDS ? 'warning' : 'breach';
}

const BADNESS: Readonly<Record<Level, number>> = { ok: 0, warning: 1, breach: 2 };

function isBetter(level: Level, than: Level): boolean {
  return BADNESS[level] < BADNESS[than];
}
