import type { RosterCheck, Violation } from '../../../forecasting/roster/index.ts';
import type { Override } from '../../contract/plan.ts';

export type Judgement =
  | { readonly kind: 'publishable' }
  /** Hard rules broken that nobody has overridden with a reason. */
  | { readonly kind: 'blocked'; readonly open: readonly Violation[] };

/** A broken hard rule is published only when the very violation was overridden: rule, person and day. */
export function judgePublication(
  check: Pick<RosterCheck, 'hardViolations'>,
  overrides: readonly Override[],
): Judgement {
  const open = check.hardViolations.filter(
    (violation) =>
      !overrides.some(
        (override) =>
          override.rule === violation.rule &&
          override.agent === (violation.agent ?? null) &&
          override.date === (violation.date ?? null),
      ),
  );
  return open.length === 0 ? { kind: 'publishable' } : { kind: 'blocked', open };
}
