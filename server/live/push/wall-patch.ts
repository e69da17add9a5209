import { isRecord, type BoardChange } from '../../contract/board-change.ts';

/**
 * The changes that lead from one JSON value to another; none if they are equal.
 *
 * Objects with the same keys and arrays of the same length are compared part by part, anything else is replaced whole:
 * a board keeps its shape, so this stays both short to read and short on the wire.
 * Cost: O(size of the values). `applyChanges(from, wallPatch(from, to))` equals `to`.
 */
export function wallPatch(from: unknown, to: unknown): readonly BoardChange[] {
  const changes: BoardChange[] = [];
  collect(from, to, [], changes);
  return changes;
}

function collect(from: unknown, to: unknown, path: (string | number)[], changes: BoardChange[]): void {
  if (Object.is(from, to)) return;
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length) {
    for (let index = 0; index < to.length; index += 1) {
      path.push(index);
      collect(from[index], to[index], path, changes);
      path.pop();
    }
    return;
  }
  if (isRecord(from) && isRecord(to) && haveSameKeys(from, to)) {
    for (const key of Object.keys(to)) {
      path.push(key);
      collect(from[key], to[key], path, changes);
      path.pop();
    }
    return;
  }
  changes.push({ path: [...path], value: to });
}

function haveSameKeys(
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
): boolean {
  const keys = Object.keys(to);
  return keys.length === Object.keys(from).length && keys.every((key) => Object.hasOwn(from, key));
}
