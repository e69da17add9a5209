import { addCover, cellCost, OFF, type DutyModel, type Duties } from './duty-model.ts';

/**
 * What one more and one less in each cell would cost now, so that a change of duty is weighed by look-ups only.
 * The cells of a variant are in ascending order, so that two variants are compared in one walk.
 */
export class CellMargins {
  private readonly model: DutyModel;
  private readonly counts: Int32Array;
  private readonly more: Float64Array;
  private readonly fewer: Float64Array;

  constructor(model: DutyModel) {
    this.model = model;
    this.counts = new Int32Array(model.need.length);
    this.more = new Float64Array(model.need.length);
    this.fewer = new Float64Array(model.need.length);
  }

  /** Counts everyone's duties afresh. */
  count(duties: readonly Duties[]): void {
    const { model, counts } = this;
    counts.fill(0);
    for (const own of duties)
      for (let day = 0; day < model.days; day++) addCover(model, counts, day, own[day] ?? OFF, 1);
    for (let cell = 0; cell < counts.length; cell++) this.weigh(cell);
  }

  /** Change of the cover's cost when one person works `after` instead of `before` on a day. */
  change(day: number, before: number, after: number): number {
    const { coverStart, coverCell, variants } = this.model;
    const atBefore = day * variants + before;
    const atAfter = day * variants + after;
    let i = before === OFF ? 0 : (coverStart[atBefore] ?? 0);
    const endBefore = before === OFF ? 0 : (coverStart[atBefore + 1] ?? 0);
    let j = after === OFF ? 0 : (coverStart[atAfter] ?? 0);
    const endAfter = after === OFF ? 0 : (coverStart[atAfter + 1] ?? 0);
    let cost = 0;
    while (i < endBefore && j < endAfter) {
      const left = coverCell[i] ?? 0;
      const taken = coverCell[j] ?? 0;
      if (left === taken) {
        i++;
        j++;
      } else if (left < taken) {
        cost += this.fewer[left] ?? 0;
        i++;
      } else {
        cost += this.more[taken] ?? 0;
        j++;
      }
    }
    for (; i < endBefore; i++) cost += this.fewer[coverCell[i] ?? 0] ?? 0;
    for (; j < endAfter; j++) cost += this.more[coverCell[j] ?? 0] ?? 0;
    return cost;
  }

  /** One person works `after` instead of `before` on a day from now on. */
  replace(day: number, before: number, after: number): void {
    this.add(day, before, -1);
    this.add(day, after, 1);
  }

  private add(day: number, variant: number, times: 1 | -1): void {
    if (variant === OFF) return;
    const { coverStart, coverCell, variants } = this.model;
    const at = day * variants + variant;
    const end = coverStart[at + 1] ?? 0;
    for (let i = coverStart[at] ?? 0; i < end; i++) {
      const cell = coverCell[i] ?? 0;
      this.counts[cell] = (this.counts[cell] ?? 0) + times;
      this.weigh(cell);
    }
  }

  private weigh(cell: number): void {
    const count = this.counts[cell] ?? 0;
    const now = cellCost(this.model, cell, count);
    this.more[cell] = cellCost(this.model, cell, count + 1) - now;
    this.fewer[cell] = cellCost(this.model, cell, count - 1) - now;
  }
}
