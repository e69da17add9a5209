import { addCover, cellCost, OFF, type DutyModel, type Duties } from './duty-model.ts';

/** How often each cell is covered now, and what one more would cost there. */
export class CoverageState {
  readonly counts: Int32Array;
  private readonly model: DutyModel;

  constructor(model: DutyModel) {
    this.model = model;
    this.counts = new Int32Array(model.need.length);
  }

  /** Adds (`times` = 1) or takes away (−1) the duties of the days [from, to); returns the change of the cover's cost. */
  change(duties: Duties, from: number, to: number, times: 1 | -1): number {
    const { model, counts } = this;
    let difference = 0;
    for (let day = from; day < to; day++) {
      const variant = duties[day] ?? OFF;
      if (variant === OFF) continue;
      const at = day * model.variants + variant;
      const end = model.coverStart[at + 1] ?? 0;
      for (let i = model.coverStart[at] ?? 0; i < end; i++) {
        const cell = model.coverCell[i] ?? 0;
        const count = counts[cell] ?? 0;
        difference += cellCost(model, cell, count + times) - cellCost(model, cell, count);
      }
      addCover(model, counts, day, variant, times);
    }
    return difference;
  }

  /** Price of one more agent per day × variant on the days [from, to), written into `prices`. */
  priceVariants(prices: Float64Array, from: number, to: number): void {
    const { model, counts } = this;
    for (let at = from * model.variants; at < to * model.variants; at++) {
      const end = model.coverStart[at + 1] ?? 0;
      let price = 0;
      for (let i = model.coverStart[at] ?? 0; i < end; i++) {
        const cell = model.coverCell[i] ?? 0;
        const missing = (model.need[cell] ?? 0) - (counts[cell] ?? 0);
        if (missing >= 1) price -= model.under[cell] ?? 0;
        else if (missing <= 0) price += model.over[cell] ?? 0;
        else price += (1 - missing) * (model.over[cell] ?? 0) - missing * (model.under[cell] ?? 0);
      }
      prices[at] = price;
    }
  }
}

/** Price per day × variant when each cell has a price of its own. */
export function variantPrices(model: DutyModel, cellPrices: Float64Array, prices: Float64Array): void {
  for (let at = 0; at < model.days * model.variants; at++) {
    const end = model.coverStart[at + 1] ?? 0;
    let price = 0;
    for (let i = model.coverStart[at] ?? 0; i < end; i++) price += cellPrices[model.coverCell[i] ?? 0] ?? 0;
    prices[at] = price;
  }
}
