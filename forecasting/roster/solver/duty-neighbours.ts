import type { DutyModel } from './duty-model.ts';

/** Variants that a duty may be changed for, as lists in one array each: those of v from `starts[v]` to `starts[v + 1]`. */
export interface VariantLists {
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

export interface DutyNeighbours {
  /** Those that cover nearly the same cells: a little earlier, later, longer or shorter, or with another break. */
  readonly near: VariantLists;
  /** The same kind in another skill group or with another break. */
  readonly sameKind: VariantLists;
}

const NEAR = 24;

export function dutyNeighbours(model: DutyModel): DutyNeighbours {
  const variants = Array.from({ length: model.variants }, (_, variant) => variant);
  const differences = new Int32Array(model.variants);
  const near = variants.map((variant) => {
    for (const other of variants) differences[other] = unlikeCells(model, variant, other);
    return variants
      .filter((other) => other !== variant && (differences[other] ?? 0) <= 12)
      .sort((a, b) => (differences[a] ?? 0) - (differences[b] ?? 0))
      .slice(0, NEAR);
  });
  const ofKind = Array.from({ length: model.kinds }, (): number[] => []);
  for (const variant of variants) ofKind[model.variantKind[variant] ?? 0]?.push(variant);
  return {
    near: flat(near),
    sameKind: flat(
      variants.map((variant) =>
        (ofKind[model.variantKind[variant] ?? 0] ?? []).filter((other) => other !== variant),
      ),
    ),
  };
}

/** Cells that one of two variants covers and the other does not, on the first day (all days are alike in this). */
function unlikeCells(model: DutyModel, a: number, b: number): number {
  const { coverStart, coverCell } = model;
  let i = coverStart[a] ?? 0;
  let j = coverStart[b] ?? 0;
  const endA = coverStart[a + 1] ?? 0;
  const endB = coverStart[b + 1] ?? 0;
  let unlike = 0;
  while (i < endA && j < endB && unlike <= 12) {
    const cellA = coverCell[i] ?? 0;
    const cellB = coverCell[j] ?? 0;
    if (cellA === cellB) {
      i++;
      j++;
    } else {
      unlike++;
      if (cellA < cellB) i++;
      else j++;
    }
  }
  return unlike + (endA - i) + (endB - j);
}

function flat(lists: readonly (readonly number[])[]): VariantLists {
  const starts = new Int32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) starts[index + 1] = (starts[index] ?? 0) + list.length;
  return { starts, members: Int32Array.from(lists.flat()) };
}
