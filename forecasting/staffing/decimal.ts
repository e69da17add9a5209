/**
 * Exact arithmetic on numbers as people write them: 0.85 is 85/100 here, not the nearest binary fraction.
 * Decides ties such as "258.4 erlang at an occupancy of at most 0.85 need exactly 304 agents".
 */
export interface Decimal {
  readonly numerator: bigint;
  /** > 0; not necessarily in lowest terms */
  readonly denominator: bigint;
}

/** The shortest decimal that reads back as `value`, exactly. @throws RangeError unless `value` is finite */
export function decimal(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`an exact number must be finite, got ${value}`);
  const [mantissa = '0', exponentText = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const exponent = Number(exponentText) - fraction.length;
  const digits = BigInt(whole + fraction);
  return exponent >= 0
    ? { numerator: digits * 10n ** BigInt(exponent), denominator: 1n }
    : { numerator: digits, denominator: 10n ** BigInt(-exponent) };
}

export function times(a: Decimal, b: Decimal): Decimal {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** @throws RangeError if `b` is 0 */
export function dividedBy(a: Decimal, b: Decimal): Decimal {
  if (b.numerator === 0n) throw new RangeError('division by 0');
  const sign = b.numerator < 0n ? -1n : 1n;
  return {
    numerator: a.numerator * b.denominator * sign,
    denominator: a.denominator * b.numerator * sign,
  };
}

export function minus(a: Decimal, b: Decimal): Decimal {
  return {
    numerator: a.numerator * b.denominator - b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

/** Negative, 0 or positive, as a − b is. */
export function compare(a: Decimal, b: Decimal): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Smallest whole number ≥ a. */
export function ceiling(a: Decimal): number {
  const quotient = a.numerator / a.denominator;
  const exact = quotient * a.denominator === a.numerator;
  return Number(a.numerator > 0n && !exact ? quotient + 1n : quotient);
}

/** Largest whole number ≤ a. */
export function floor(a: Decimal): number {
  const quotient = a.numerator / a.denominator;
  const exact = quotient * a.denominator === a.numerator;
  return Number(a.numerator < 0n && !exact ? quotient - 1n : quotient);
}
