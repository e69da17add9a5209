/**
 * Checks shared by the public functions of this library. A wrong argument is a bug of the caller, so they throw;
 * every message names the argument, its value and the way out.
 */

/** @throws RangeError unless `value` is a finite number ≥ 0 */
export function requireNotNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name} must be a number ≥ 0, got ${value}`);
}

/** @throws RangeError unless `value` is a finite number > 0 */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} must be a number > 0, got ${value}`);
}

/** @throws RangeError unless `value` is a whole number ≥ 0 */
export function requireWhole(name: string, value: number): void {
  if (!(value >= 0 && Number.isSafeInteger(value)))
    throw new RangeError(`${name} must be a whole number ≥ 0, got ${value}`);
}

/** @throws RangeError unless `value` lies in [0, 1); a value above 1 is suspected to be a percentage */
export function requireShareBelowOne(name: string, value: number): void {
  if (value >= 0 && value < 1) return;
  throw new RangeError(`${name} must be a share in [0, 1), got ${value}${percentageHint(value)}`);
}

/** @throws RangeError unless patience is above zero; `Infinity` means that nobody hangs up */
export function requirePatience(value: number): void {
  if (value > 0) return;
  throw new RangeError(
    `patienceSeconds must be > 0, got ${value}; use Infinity for callers who never hang up, ` +
      'or count callers without any patience as not offered',
  );
}

export function percentageHint(value: number): string {
  return value > 1 && value <= 100 ? `; is it a percentage? Then write ${value / 100}` : '';
}
