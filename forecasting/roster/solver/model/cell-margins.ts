import { addCover, cellCost, OFF, type DutyModel, type Duties } from './duty-model.ts';

/** What one more and one less in each cell would cost now, so that a change of duty is weighed by look-ups only. */
export class CellMargins {
  /** Per cell: price of one more, and of one fewer. */
  readonly more: Float64Array;
  readonly fewer: Float64Array;
  private readonly model: DutyModel;
  private readonly counts: Int32Array;

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

  /** Takes (`times` = −1) a variant off a day or adds it; returns the change of the cover's cost. */
  add(day: number, variant: number, times: 1 | -1): number {
    if (variant === OFF) return 0;
    const { coverStart, coverCell, variants } = this.model;
    const { counts, more, fewer } = this;
    const at = day * variants + variant;
    const end = coverStart[at + 1] ?? 0;
    let cost = 0;
    for (let i = coverStart[at] ?? 0; i < end; i++) {
      const cell = coverCell[i] ?? 0;
      cost += (times === 1 ? more[cell] : fewer[cell]) ?? 0;
      counts[cell] = (counts[cell] ?? 0) + times;
      this.weigh(cell);
    }
    return cost;
  }

  private weigh(cell: number): void {
    const { need, under, over } = this.model;
    const missing = (need[cell] ?? 0) - (this.counts[cell] ?? 0);
    const low = under[cell] ?? 0;
    const high = over[cell] ?? 0;
    if (missing >= 1) {
      this.more[cell] = -low;
      this.fewer[cell] = low;
    } else if (missing <= -1) {
      this.more[cell] = high;
      this.fewer[cell] = -high;
    } else {
      const count = this.counts[cell] ?? 0;
      const now = cellCost(this.model, cell, count);
      this.more[cell] = cellCost(this.model, cell, count + 1) - now;
      this.fewer[cell] = cellCost(this.model, cell, count - 1) - now;
    }
  }
}
