/**
 * Value of a list at an index that cannot be missing: an index beyond the list is a mistake in the formula that asks, and
 * a 0 in its place would only make the answer wrong.
 *
 * @throws RangeError outside the list
 */
export function valueAt(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index ${index} lies outside a list of ${values.length}`);
  return value;
}
