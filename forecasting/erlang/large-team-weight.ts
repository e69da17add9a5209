import { valueAt } from '../maths/value-at.ts';
import { deviance } from './density.ts';

/** Smallest team for which the expansion keeps its 1e-12; smaller ones are summed. */
export const LARGE_TEAM = 120;
/** Spare agents ÷ √agents beyond which the sum is short anyway. */
const MOST_DEVIATIONS = 6;

/**
 * `freeAgentWeight` for a large team in constant time, relative error below 1e-12, or undefined outside its range.
 *
 * Temme's uniform expansion of the incomplete gamma function (1979): a normal probability plus a power series in
 * 1 ÷ agents, whose coefficients are themselves power series in the distance of the load from the agents.
 * @param agents whole number
 * @param load below `agents`
 */
export function largeTeamWeight(agents: number, load: number): number | undefined {
  const exponent = deviance(agents, load);
  const z = Math.sqrt(2 * exponent);
  if (agents < LARGE_TEAM || load >= agents || z > MOST_DEVIATIONS) return undefined;
  const root = Math.sqrt(agents);
  const eta = -z / root;
  let term = z;
  let millsRatio = z;
  for (let k = 3; term > 1e-16 * millsRatio; k += 2) {
    term *= (z * z) / k;
    millsRatio += term;
  }
  millsRatio += HALF_ROOT_TWO_PI * Math.exp(exponent);
  const r = 1 / agents;
  const correction =
    polynomial(FIRST, eta) +
    r * (polynomial(SECOND, eta) + r * (polynomial(THIRD, eta) + r * polynomial(FOURTH, eta)));
  const stirling = Math.exp(r * (1 / 12 - r * r * (1 / 360 - (r * r) / 1260)));
  return stirling * (root * millsRatio + correction);
}

const HALF_ROOT_TWO_PI = Math.sqrt(2 * Math.PI) / 2;

/*
 * Coefficients computed from the recurrence η C_k = C'_{k−1} + γ_k η ÷ (λ−1) in exact fractions, with
 * η² ÷ 2 = λ − 1 − ln λ and Stirling's γ; constant term first.
 */
const FIRST = [
  -1 / 3,
  1 / 12,
  -2 / 135,
  1 / 864,
  0.0003527336860670194,
  -0.0001787551440329218,
  3.919263178522438e-5,
  -2.185448510679992e-6,
  -1.85406221071516e-6,
  8.296711340953087e-7,
  -1.7665952736826078e-7,
];
const SECOND = [
  -1 / 540,
  -1 / 288,
  1 / 378,
  -0.0009902263374485596,
  0.00020576131687242798,
  -4.018775720164609e-7,
  -1.8098550334489977e-5,
  7.64916091608111e-6,
];
const THIRD = [
  0.004133597883597883, -0.0026813271604938273, 0.0007716049382716049, 2.0093878600823047e-6,
  -0.0001073665322636516,
];
const FOURTH = [0.0006494341563786008, 0.00022947209362139917, -0.0004691894943952557];

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * x + valueAt(coefficients, k);
  return value;
}
