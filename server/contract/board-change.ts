import * as v from 'valibot';

/** A change of the board: `value` replaces what stands at `path` (keys and array indexes from the root). */
export const boardChangeSchema = v.object({
  path: v.pipe(v.array(v.union([v.string(), v.pipe(v.number(), v.integer(), v.minValue(0))])), v.readonly()),
  value: v.unknown(),
});

export type BoardChange = v.InferOutput<typeof boardChangeSchema>;

/**
 * What the changes make of `value`. Parts that no change touches stay the same objects, so that a reader sees by
 * identity which tile has to be drawn again. `value` itself is not changed.
 *
 * @throws RangeError if a path leads through something that is not there: the patch is not for this value
 */
export function applyChanges(value: unknown, changes: readonly BoardChange[]): unknown {
  return changes.reduce((current, change) => replaceAt(current, change.path, 0, change.value), value);
}

function replaceAt(
  value: unknown,
  path: readonly (string | number)[],
  depth: number,
  replacement: unknown,
): unknown {
  const key = path[depth];
  if (key === undefined) return replacement;
  if (typeof key === 'number' && Array.isArray(value) && key < value.length) {
    const items: readonly unknown[] = value;
    return items.map((item, index) => (index === key ? replaceAt(item, path, depth + 1, replacement) : item));
  }
  if (typeof key === 'string' && isRecord(value) && Object.hasOwn(value, key))
    return { ...value, [key]: replaceAt(value[key], path, depth + 1, replacement) };
  throw new RangeError(`nothing stands at ${path.slice(0, depth + 1).join('.')}`);
}

/** A plain object of JSON, not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
