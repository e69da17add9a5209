import { costAllocation, type CostAllocation } from '../../forecasting/staffing/index.ts';
import type { Command } from './command.ts';
import { printTable } from './output/print-table.ts';
import { readOptions } from './input/read-options.ts';
import { asBadInput, poolOptions, readPool } from './input/read-pool.ts';

/** 2^cities coalitions are staffed; more would take minutes. */
const MOST_CITIES = 14;

export const command: Command = {
  summary: 'what each city would need alone, what the pool saves, fair shares',
  help: `leitstand pool --calls CITY=N,CITY=N --profile FILE.csv [OPTIONS]

Agent hours of one day: every city alone, all pooled, and each city's fair share (Shapley value over all coalitions)
beside the share by handled work.

  --calls CITY=N,…      calls of the day per city, at most ${MOST_CITIES} cities
  --profile FILE.csv    columns start, share: the share of the day's calls per interval
  --interval SECONDS    length of an interval (default 900)
  --aht SECONDS         average handle time, for all or as CITY=SECONDS,… (default 210)
  --target SHARE        service level (default 0.8)
  --threshold SECONDS   answer threshold (default 20)
  --patience SECONDS    mean patience (Erlang A); left out: nobody hangs up (Erlang C)
  --max-occupancy SHARE occupancy cap, for the pool and for each city alone
  --json

Example: leitstand pool --calls koeln=3900,bonn=1100,leverkusen=600 --profile day.csv --max-occupancy 0.85`,
  run: async (context) => {
    const { values } = readOptions(context.args, poolOptions);
    const { cities, rules } = readPool(values, context, MOST_CITIES);
    const allocation = asBadInput(() => costAllocation(cities, rules));
    context.print(
      values.json === true
        ? `${JSON.stringify(jsonAllocation(allocation), undefined, 2)}\n`
        : printAllocation(allocation),
    );
    return 0;
  },
};

function jsonAllocation(allocation: CostAllocation): Readonly<Record<string, unknown>> {
  const byCity = (value: (city: CostAllocation['cities'][number]) => number): Record<string, number> =>
    Object.fromEntries(allocation.cities.map((city) => [city.name, value(city)]));
  return {
    separateHours: byCity((city) => city.separateHours),
    separateTotalHours: allocation.separateHours,
    pooledHours: allocation.pooledHours,
    savedHours: allocation.savedHours,
    savedByHigherOccupancyHours: allocation.savedByHigherOccupancyHours,
    shapleyHours: byCity((city) => city.shapleyHours),
    proportionalHours: byCity((city) => city.proportionalHours),
    occupancy: { pooled: allocation.pooledOccupancy, ...byCity((city) => city.separateOccupancy) },
  };
}

function printAllocation(allocation: CostAllocation): string {
  const hours = (value: number): string => value.toFixed(2);
  const share = (value: number): string => value.toFixed(3);
  const table = printTable(
    ['city', 'alone h', 'fair share h', 'by work h', 'occupancy alone'],
    allocation.cities.map((city) => [
      city.name,
      hours(city.separateHours),
      hours(city.shapleyHours),
      hours(city.proportionalHours),
      share(city.separateOccupancy),
    ]),
  );
  return (
    `${table}\nalone ${hours(allocation.separateHours)} h, pooled ${hours(allocation.pooledHours)} h, ` +
    `saved ${hours(allocation.savedHours)} h, of that by higher occupancy ` +
    `${hours(allocation.savedByHigherOccupancyHours)} h; occupancy pooled ${share(allocation.pooledOccupancy)}\n`
  );
}
