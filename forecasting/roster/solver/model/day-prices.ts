import type { CellMargins } from './cell-margins.ts';
import { OFF, type DutyModel } from './duty-model.ts';

/**
 * What one more person would cost on one day, per family, with the break where it is missed least.
 *
 * A variant covers a few stretches of neighbouring cells, so its price is a few differences of running sums.
 */
export class DayPrices {
  /** Per family: the cheapest price and the variant that has it; only families asked for are valid. */
  readonly price: Float64Array;
  readonly variant: Int16Array;
  private readonly model: DutyModel;
  private readonly firstOfDay: Int32Array;
  private readonly endOfDay: Int32Array;
  /** Per day × variant: stretches from `starts[at]` to the next start. */
  private readonly starts: Int32Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly familyStart: Int32Array;
  private readonly members: Int16Array;
  private readonly sums: Float64Array;

  constructor(model: DutyModel) {
    const { days, variants, families, coverStart, coverCell } = model;
    this.model = model;
    this.price = new Float64Array(families);
    this.variant = new Int16Array(families).fill(OFF);
    this.firstOfDay = new Int32Array(days).fill(model.need.length);
    this.endOfDay = new Int32Array(days);
    this.sums = new Float64Array(model.need.length + 1);
    const starts = [0];
    const from: number[] = [];
    const to: number[] = [];
    for (let at = 0; at < days * variants; at++) {
      const day = Math.floor(at / variants);
      const begin = from.length;
      for (let i = coverStart[at] ?? 0; i < (coverStart[at + 1] ?? 0); i++) {
        const cell = coverCell[i] ?? 0;
        if (from.length > begin && to.at(-1) === cell) to[to.length - 1] = cell + 1;
        else {
          from.push(cell);
          to.push(cell + 1);
        }
        this.firstOfDay[day] = Math.min(this.firstOfDay[day] ?? cell, cell);
        this.endOfDay[day] = Math.max(this.endOfDay[day] ?? 0, cell + 1);
      }
      starts.push(from.length);
    }
    this.starts = Int32Array.from(starts);
    this.from = Int32Array.from(from);
    this.to = Int32Array.from(to);
    const members = Array.from({ length: families }, (): number[] => []);
    for (let variant = 0; variant < variants; variant++)
      members[model.variantFamily[variant] ?? 0]?.push(variant);
    this.familyStart = new Int32Array(families + 1);
    for (const [family, list] of members.entries())
      this.familyStart[family + 1] = (this.familyStart[family] ?? 0) + list.length;
    this.members = Int16Array.from(members.flat());
  }

  memberOf(family: number): number {
    return this.members[this.familyStart[family] ?? 0] ?? OFF;
  }

  /** Takes the margins of a day's cells; prices of families are asked for afterwards. */
  take(margins: CellMargins, day: number): void {
    const { sums } = this;
    const { more } = margins;
    const end = this.endOfDay[day] ?? 0;
    let sum = 0;
    for (let cell = this.firstOfDay[day] ?? 0; cell < end; cell++) {
      sums[cell] = sum;
      sum += more[cell] ?? 0;
    }
    sums[end] = sum;
  }

  /** Prices the families listed, on the day taken. */
  priceOf(day: number, families: Int16Array): void {
    const { starts, from, to, sums, familyStart, members, price, variant } = this;
    const base = day * this.model.variants;
    for (const family of families) {
      let least = Infinity;
      let cheapest = OFF;
      const end = familyStart[family + 1] ?? 0;
      for (let i = familyStart[family] ?? 0; i < end; i++) {
        const member = members[i] ?? 0;
        const at = base + member;
        const stop = starts[at + 1] ?? 0;
        let cost = 0;
        for (let j = starts[at] ?? 0; j < stop; j++)
          cost += (sums[to[j] ?? 0] ?? 0) - (sums[from[j] ?? 0] ?? 0);
        if (cost < least) {
          least = cost;
          cheapest = member;
        }
      }
      price[family] = least;
      variant[family] = cheapest;
    }
  }
}
