import { addCover, cellCost, OFF, type DutyModel, type Duties } from './duty-model.ts';

/** How often each cell is covered now, and what one more would cost there. */
export class CoverageState {
  readonly counts: Int32Array;
  private readonly model: DutyModel;
  private readonly segments: CoverSegments;
  private readonly cellPrices: Float64Array;

  constructor(model: DutyModel) {
    this.model = model;
    this.counts = new Int32Array(model.need.length);
    this.segments = new CoverSegments(model);
    this.cellPrices = new Float64Array(model.need.length);
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

  /**
   * Price of one more agent per day × family on the days [from, to), the break where it is missed least.
   * @param guide mixes in what cells are worth in the whole plan, where prices for that are known
   */
  price(prices: FamilyPrices, from: number, to: number, guide?: PriceGuide): void {
    const { model, counts } = this;
    for (let cell = 0; cell < counts.length; cell++) {
      const missing = (model.need[cell] ?? 0) - (counts[cell] ?? 0);
      let price = 0;
      if (missing >= 1) price = -(model.under[cell] ?? 0);
      else if (missing <= 0) price = model.over[cell] ?? 0;
      else price = (1 - missing) * (model.over[cell] ?? 0) - missing * (model.under[cell] ?? 0);
      this.cellPrices[cell] = price;
    }
    if (guide !== undefined && guide.share > 0) {
      for (let cell = 0; cell < counts.length; cell++)
        this.cellPrices[cell] =
          (1 - guide.share) * (this.cellPrices[cell] ?? 0) - guide.share * (guide.worth[cell] ?? 0);
    }
    this.segments.price(this.cellPrices, prices, from, to);
  }
}

/** Per day × family: the cheapest price of its variants, and the variant that has it. */
export interface FamilyPrices {
  readonly price: Float64Array;
  readonly variant: Int16Array;
}

export function noPrices(model: DutyModel): FamilyPrices {
  const size = model.days * model.families;
  return { price: new Float64Array(size), variant: new Int16Array(size).fill(OFF) };
}

/** What covering each cell is worth (dual prices), and how much of the price they make up, 0 … 1. */
export interface PriceGuide {
  readonly worth: Float64Array;
  readonly share: number;
}

/** Covers as stretches of neighbouring cells, so that a variant's price is a few differences of running sums. */
export class CoverSegments {
  private readonly model: DutyModel;
  private readonly starts: Int32Array;
  private readonly first: Int32Array;
  private readonly end: Int32Array;
  private readonly sums: Float64Array;

  constructor(model: DutyModel) {
    this.model = model;
    const starts = [0];
    const first: number[] = [];
    const end: number[] = [];
    for (let at = 0; at < model.days * model.variants; at++) {
      const stop = model.coverStart[at + 1] ?? 0;
      let open = -2;
      for (let i = model.coverStart[at] ?? 0; i < stop; i++) {
        const cell = model.coverCell[i] ?? 0;
        if (cell === open) end[end.length - 1] = cell + 1;
        else {
          first.push(cell);
          end.push(cell + 1);
        }
        open = cell + 1;
      }
      starts.push(first.length);
    }
    this.starts = Int32Array.from(starts);
    this.first = Int32Array.from(first);
    this.end = Int32Array.from(end);
    this.sums = new Float64Array(model.need.length + 1);
  }

  /** The cheapest sum of cell prices per day × family on the days [from, to), written into `prices`. */
  price(cellPrices: Float64Array, prices: FamilyPrices, from: number, to: number): void {
    const { model, starts, first, end, sums } = this;
    const { variants, families, variantFamily } = model;
    for (let cell = 0; cell < cellPrices.length; cell++)
      sums[cell + 1] = (sums[cell] ?? 0) + (cellPrices[cell] ?? 0);
    prices.price.fill(Infinity, from * families, to * families);
    for (let day = from; day < to; day++) {
      for (let variant = 0; variant < variants; variant++) {
        const at = day * variants + variant;
        const stop = starts[at + 1] ?? 0;
        let price = 0;
        for (let i = starts[at] ?? 0; i < stop; i++)
          price += (sums[end[i] ?? 0] ?? 0) - (sums[first[i] ?? 0] ?? 0);
        const slot = day * families + (variantFamily[variant] ?? 0);
        if (price < (prices.price[slot] ?? Infinity)) {
          prices.price[slot] = price;
          prices.variant[slot] = variant;
        }
      }
    }
  }
}
