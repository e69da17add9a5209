/** Nodes in (0, 1) and weights with sum 1 of Gauss and Legendre's rule: exact for polynomials up to degree 2·count − 1. */
export interface QuadratureRule {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

/** @param count number of nodes, ≥ 1. Newton's method on the three-term recurrence of the Legendre polynomials. */
export function gaussLegendre(count: number): QuadratureRule {
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < count; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let round = 0; round < 100; round++) {
      let value = x;
      let previous = 1;
      for (let k = 2; k <= count; k++)
        [value, previous] = [((2 * k - 1) * x * value - (k - 1) * previous) / k, value];
      slope = (count * (x * value - previous)) / (x * x - 1);
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    nodes.push((1 + x) / 2);
    weights.push(1 / ((1 - x * x) * slope * slope));
  }
  return { nodes, weights };
}
