import type { Random } from '../../../maths/seeded.ts';
import type { DayPrices } from '../model/day-prices.ts';
import { OFF, type DutyAgent, type DutyModel, type Duties } from '../model/duty-model.ts';

/** Choices that cost so many temperatures more than the best are as good as never drawn. */
const NEVER_DRAWN = 14;

/** Draws a duty for one day from all that fit, the likelier the cheaper: the Boltzmann distribution of their costs. */
export class HeatBath {
  temperature = 1;
  private readonly model: DutyModel;
  private readonly prices: DayPrices;
  private readonly random: Random;
  private readonly costs: Float64Array;

  /** @param prices taken by the caller for the day that is drawn */
  constructor(model: DutyModel, prices: DayPrices, random: Random) {
    this.model = model;
    this.prices = prices;
    this.random = random;
    this.costs = new Float64Array(model.families);
  }

  /**
   * A variant (or OFF) for a day whose prices are taken, drawn by the Boltzmann distribution.
   * @param calendar the days around it, as far as settled
   */
  draw(
    agent: DutyAgent,
    calendar: Duties,
    day: number,
    families: Int16Array,
    leastMinutes: number,
    mostMinutes: number,
    mayBeOff: boolean,
  ): number {
    const { model, costs, prices, temperature } = this;
    const { kinds, familyKind, minutes, mayFollow, variantKind } = model;
    prices.priceOf(day, families);
    const before = day > 0 ? (calendar[day - 1] ?? OFF) : OFF;
    const after = day + 1 < model.days ? (calendar[day + 1] ?? OFF) : OFF;
    const kindBefore = before === OFF ? -1 : (variantKind[before] ?? 0);
    const kindAfter = after === OFF ? -1 : (variantKind[after] ?? 0);
    const offCost = mayBeOff ? (agent.offCost[day] ?? 0) : Infinity;
    let least = offCost;
    for (let i = 0; i < families.length; i++) {
      const family = families[i] ?? 0;
      const kind = familyKind[family] ?? 0;
      const paid = minutes[kind] ?? 0;
      let cost = Infinity;
      if (
        paid >= leastMinutes &&
        paid <= mostMinutes &&
        (kindBefore < 0 || mayFollow[kindBefore * kinds + kind] === 1) &&
        (kindAfter < 0 || mayFollow[kind * kinds + kindAfter] === 1)
      )
        cost = (prices.price[family] ?? 0) + (agent.workCost[day * kinds + kind] ?? 0);
      costs[i] = cost;
      if (cost < least) least = cost;
    }
    if (least === Infinity) return OFF;
    const limit = least + NEVER_DRAWN * temperature;
    let weights = offCost <= limit ? Math.exp((least - offCost) / temperature) : 0;
    for (let i = 0; i < families.length; i++) {
      const cost = costs[i] ?? Infinity;
      const weight = cost <= limit ? Math.exp((least - cost) / temperature) : 0;
      costs[i] = weight;
      weights += weight;
    }
    let left = this.random() * weights;
    for (let i = 0; i < families.length; i++) {
      left -= costs[i] ?? 0;
      if (left < 0 && (costs[i] ?? 0) > 0) return prices.variant[families[i] ?? 0] ?? OFF;
    }
    return OFF;
  }
}
