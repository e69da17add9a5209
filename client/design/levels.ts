import type { IconName } from './icon-paths.ts';

/** What a chip or a notice may say: in order, close to it, broken, or nothing of the kind. */
export type Level = 'ok' | 'warning' | 'breach' | 'neutral' | 'unknown';

/** The shape beside a state's word; `null` where a word alone says it. */
export const levelShapes: Readonly<Record<Level, IconName | null>> = {
  ok: 'ok',
  warning: 'warning',
  breach: 'breach',
  unknown: 'unknown',
  neutral: null,
};
