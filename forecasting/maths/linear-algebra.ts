import { valueAt } from './value-at.ts';

/** A square or rectangular matrix, row after row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export function matrix(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** Row of a matrix as a view: writing to it writes to the matrix. */
export function row({ columns, values }: Matrix, index: number): Float64Array {
  return values.subarray(index * columns, (index + 1) * columns);
}

/** @throws RangeError where one of the two is shorter than `length` */
export function dot(a: Float64Array, b: Float64Array, length = a.length): number {
  requireLength(Math.min(a.length, b.length), length);
  let sum = 0;
  // the innermost loop of every fit: looked at once before it, a missing value cannot hide in it
  for (let i = 0; i < length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Adds `factor` · `source` to `target` in place. @throws RangeError where the source is shorter */
export function addScaled(target: Float64Array, factor: number, source: Float64Array): void {
  requireLength(source.length, target.length);
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + factor * (source[i] ?? 0);
}

function requireLength(length: number, needed: number): void {
  if (length < needed) throw new RangeError(`a list of ${length} values is too short, ${needed} are needed`);
}

/**
 * Lower Cholesky factor L of a symmetric positive definite matrix, A = L Lᵀ.
 *
 * @throws RangeError when the matrix is not positive definite
 */
export function cholesky(a: Matrix): Matrix {
  const lower = matrix(a.rows, a.rows);
  for (let i = 0; i < a.rows; i++) {
    const rowI = row(lower, i);
    const from = row(a, i);
    for (let j = 0; j < i; j++) {
      const rowJ = row(lower, j);
      rowI[j] = (valueAt(from, j) - dot(rowI, rowJ, j)) / valueAt(rowJ, j);
    }
    const pivot = valueAt(from, i) - dot(rowI, rowI, i);
    if (!(pivot > 0)) throw new RangeError(`matrix is not positive definite: pivot ${i} is ${pivot}`);
    rowI[i] = Math.sqrt(pivot);
  }
  return lower;
}

/** Solves L z = b for a lower triangular L. */
export function solveLower(lower: Matrix, b: Float64Array): Float64Array {
  const z = new Float64Array(b.length);
  for (let i = 0; i < b.length; i++) {
    const rowI = row(lower, i);
    z[i] = (valueAt(b, i) - dot(rowI, z, i)) / valueAt(rowI, i);
  }
  return z;
}

/** Solves Lᵀ x = z for a lower triangular L. */
export function solveUpper(lower: Matrix, z: Float64Array): Float64Array {
  const x = Float64Array.from(z);
  for (let i = z.length - 1; i >= 0; i--) {
    const rowI = row(lower, i);
    const value = valueAt(x, i) / valueAt(rowI, i);
    x[i] = value;
    for (let j = 0; j < i; j++) x[j] = valueAt(x, j) - value * valueAt(rowI, j);
  }
  return x;
}

const POWER_STEPS = 40;

/**
 * The `count` leading eigenvectors of a symmetric matrix, by orthogonal iteration from a fixed start.
 *
 * Vectors whose eigenvalues nearly tie may come out mixed; their span is what matters here.
 *
 * @returns orthonormal rows, leading first
 */
export function leadingEigenvectors(a: Matrix, count: number): Matrix {
  const size = a.rows;
  let basis = matrix(Math.min(count, size), size);
  for (let k = 0; k < basis.rows; k++) {
    const start = row(basis, k);
    for (let i = 0; i < size; i++) start[i] = Math.cos((Math.PI * k * (i + 0.5)) / size);
  }
  for (let step = 0; step < POWER_STEPS; step++) {
    orthonormalise(basis);
    const next = matrix(basis.rows, size);
    for (let k = 0; k < basis.rows; k++) {
      const from = row(basis, k);
      const into = row(next, k);
      for (let i = 0; i < size; i++) into[i] = dot(row(a, i), from);
    }
    basis = next;
  }
  orthonormalise(basis);
  return basis;
}

/** Gram and Schmidt's method on rows, in place; a row without anything of its own becomes zero. */
function orthonormalise(basis: Matrix): void {
  for (let k = 0; k < basis.rows; k++) {
    const vector = row(basis, k);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < k; j++) addScaled(vector, -dot(vector, row(basis, j)), row(basis, j));
    }
    const length = Math.sqrt(dot(vector, vector));
    const scale = length > 1e-12 ? 1 / length : 0;
    for (let i = 0; i < vector.length; i++) vector[i] = valueAt(vector, i) * scale;
  }
}
