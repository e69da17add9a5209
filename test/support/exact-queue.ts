/**
 * Queueing figures in whole-number arithmetic: an independent judge for the formulas that work with doubles.
 *
 * A value is a BigInt counting units of 10^−300. Inputs are read as the decimals they are written as. Nothing here is
 * shared with the product: sums run over the states of the queue, one by one.
 */
const DIGITS = 300;
const UNIT = 10n ** BigInt(DIGITS);

/** The decimal as it is written, in units. */
export function exact(value: number): bigint {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const power = DIGITS - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction);
  return power >= 0 ? digits * 10n ** BigInt(power) : digits / 10n ** BigInt(-power);
}

export function product(a: bigint, b: bigint): bigint {
  return (a * b) / UNIT;
}

export function quotient(a: bigint, b: bigint): bigint {
  return (a * UNIT) / b;
}

/** e^x for x ≥ 0. */
function exponential(x: bigint): bigint {
  let halvings = 0;
  let small = x;
  while (small > UNIT / 1024n) {
    small /= 2n;
    halvings++;
  }
  let term = UNIT;
  let sum = UNIT;
  for (let k = 1n; term > 0n; k++) {
    term = product(term, small) / k;
    sum += term;
  }
  for (let i = 0; i < halvings; i++) sum = product(sum, sum);
  return sum;
}

/** a ÷ b as the nearest double, however long both are. */
export function ratioOf(a: bigint, b: bigint): number {
  if (a === 0n) return 0;
  const shift = a.toString(2).length - b.toString(2).length - 64;
  const scaled = shift >= 0 ? a / (b << BigInt(shift)) : (a << BigInt(-shift)) / b;
  return shift > -1000 ? Number(scaled) * 2 ** shift : Number(scaled) * 2 ** -1000 * 2 ** (shift + 1000);
}

/** 1 ÷ Erlang B by Jagerman's recurrence. */
export function inverseErlangB(agents: number, load: bigint): bigint {
  let inverse = UNIT;
  for (let n = 1n; n <= BigInt(agents); n++) inverse = UNIT + (n * UNIT * inverse) / load;
  return inverse;
}

/** 1 ÷ Erlang C; the load must be below the agents. */
export function inverseErlangC(agents: number, load: bigint): bigint {
  const n = BigInt(agents) * UNIT;
  const inverse = inverseErlangB(agents, load);
  return quotient(product(n, inverse) - product(load, inverse - UNIT), n);
}

/** Share of callers without end to their patience who wait longer than the threshold, as [part, whole]. */
export function lateShare(
  agents: number,
  load: bigint,
  averageHandleTimeSeconds: number,
  thresholdSeconds: number,
): readonly [bigint, bigint] {
  const spare = BigInt(agents) * UNIT - load;
  const fading = quotient(product(spare, exact(thresholdSeconds)), exact(averageHandleTimeSeconds));
  return [UNIT, product(inverseErlangC(agents, load), exponential(fading))];
}

/** States of less than this part of those before them are left out. */
const NEGLIGIBLE = 10n ** 25n;

export interface PatientTeam {
  readonly agents: number;
  readonly callsPerSecond: number;
  readonly averageHandleTimeSeconds: number;
  /** agents × patience ÷ handle time must be whole: then the wait's law is a finite sum. */
  readonly patienceSeconds: number;
  readonly thresholdSeconds: number;
}

/** Shares of the offered calls with exponential patience, summed over the states and over the places in the queue. */
export function patientQueue(team: PatientTeam): {
  readonly wait: number;
  readonly abandoned: number;
  readonly answeredWithin: number;
} {
  const { agents } = team;
  const rate = exact(team.callsPerSecond);
  const load = product(rate, exact(team.averageHandleTimeSeconds));
  const perPatience = product(rate, exact(team.patienceSeconds));
  const x = Math.round((agents * team.patienceSeconds) / team.averageHandleTimeSeconds);
  let free = 0n;
  let weight = UNIT;
  for (let busy = BigInt(agents); busy > 0n; busy--) {
    weight = (weight * busy * UNIT) / load;
    free += weight;
  }
  const left = quotient(
    UNIT,
    exponential(quotient(exact(team.thresholdSeconds), exact(team.patienceSeconds))),
  );
  let full = 0n;
  let queued = 0n;
  let within = 0n;
  weight = UNIT;
  for (let ahead = 0; weight * NEGLIGIBLE > full; ahead++) {
    full += weight;
    queued += BigInt(ahead) * weight;
    // Answered, if the caller outlasts the ahead + 1 departures; in time, if few enough of these would be later.
    const staying =
      (product(weight, fewSuccesses(x + ahead + 1, x, left)) * BigInt(x)) / BigInt(x + ahead + 1);
    within += staying;
    weight = product(weight, perPatience) / BigInt(x + ahead + 1);
  }
  const total = free + full;
  return {
    wait: ratioOf(full, total),
    abandoned: ratioOf(queued * UNIT, total * perPatience),
    answeredWithin: ratioOf(free + within, total),
  };
}

/** P(at most `most` of `trials` succeed), summed from `most` downwards, so that the largest terms come first. */
function fewSuccesses(trials: number, most: number, chance: bigint): bigint {
  const miss = UNIT - chance;
  if (miss === 0n) return trials <= most ? UNIT : 0n;
  let term = UNIT;
  for (let k = 1; k <= most; k++) term = product(term * BigInt(trials - k + 1), chance) / BigInt(k);
  for (let k = most; k < trials; k++) term = product(term, miss);
  let sum = term;
  for (let k = most; k > 0; k--) {
    term = (product(term, quotient(miss, chance)) * BigInt(k)) / BigInt(trials - k + 1);
    sum += term;
  }
  return sum;
}
