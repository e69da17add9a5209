import { poolLedger, type PoolCity, type PoolLedger } from '../../forecasting/index.ts';
import { BadInput } from './bad-input.ts';
import type { Command } from './command.ts';
import { printTable } from './print-table.ts';
import { readNumber, readOptions } from './read-options.ts';
import { numberCell, readTable } from './read-table.ts';

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
    const { values } = readOptions(context.args, {
      calls: { type: 'string' },
      profile: { type: 'string' },
      interval: { type: 'string', default: '900' },
      aht: { type: 'string', default: '210' },
      target: { type: 'string', default: '0.8' },
      threshold: { type: 'string', default: '20' },
      patience: { type: 'string' },
      'max-occupancy': { type: 'string' },
      json: { type: 'boolean' },
    });
    if (values.calls === undefined)
      throw new BadInput('--calls is missing, for example --calls koeln=3900,bonn=1100');
    if (values.profile === undefined)
      throw new BadInput('--profile is missing: a CSV with the columns start and share');
    const volumes = readCities('calls', values.calls);
    if (volumes.size > MOST_CITIES)
      throw new BadInput(`at most ${MOST_CITIES} cities, got ${volumes.size}`, { field: 'calls' });
    const shares = readShares(context.workingDirectory, values.profile, context.warn);
    const handleTimes = readHandleTimes(values.aht, [...volumes.keys()]);
    const cities: readonly PoolCity[] = [...volumes].map(([name, calls]) => ({
      name,
      calls: shares.map((share) => calls * share),
      averageHandleTimeSeconds: handleTimes.get(name) ?? 0,
    }));
    const occupancy = values['max-occupancy'];
    const ledger = ledgerOf(cities, {
      intervalSeconds: readNumber('interval', values.interval, 1, 86_400),
      target: {
        serviceLevel: readNumber('target', values.target, 0, 0.999_999),
        answerThresholdSeconds: readNumber('threshold', values.threshold, 0, 86_400),
        maxOccupancy: occupancy === undefined ? undefined : readNumber('max-occupancy', occupancy, 0.01, 1),
      },
      patienceSeconds:
        values.patience === undefined || /^inf(inity)?$/i.test(values.patience)
          ? undefined
          : readNumber('patience', values.patience, 0.001, 1e9),
    });
    context.print(
      values.json === true ? `${JSON.stringify(jsonLedger(ledger), undefined, 2)}\n` : printLedger(ledger),
    );
    return 0;
  },
};

function ledgerOf(...[cities, rules]: Parameters<typeof poolLedger>): PoolLedger {
  try {
    return poolLedger(cities, rules);
  } catch (error) {
    if (error instanceof RangeError) throw new BadInput(error.message);
    throw error;
  }
}

function readCities(field: string, text: string): ReadonlyMap<string, number> {
  const cities = new Map<string, number>();
  for (const part of text.split(',')) {
    const [, name, value] = /^\s*([^=\s]+)\s*=\s*(\S+)\s*$/.exec(part) ?? [];
    if (name === undefined || value === undefined)
      throw new BadInput(`must be CITY=NUMBER pairs such as koeln=3900,bonn=1100, got "${text}"`, { field });
    if (cities.has(name)) throw new BadInput(`names ${name} twice`, { field });
    cities.set(name, readNumber(`${field} ${name}`, value, 0, 1e9));
  }
  return cities;
}

function readHandleTimes(text: string, names: readonly string[]): ReadonlyMap<string, number> {
  if (!text.includes('=')) {
    const seconds = readNumber('aht', text, 0.001, 86_400);
    return new Map(names.map((name) => [name, seconds]));
  }
  const times = readCities('aht', text);
  for (const name of names)
    if (!((times.get(name) ?? 0) > 0)) throw new BadInput(`has no handle time for ${name}`, { field: 'aht' });
  return times;
}

function readShares(workingDirectory: string, file: string, warn: (text: string) => void): readonly number[] {
  const table = readTable(workingDirectory, file);
  if (!table.columns.includes('share'))
    throw new BadInput(`needs the columns start and share, got ${table.columns.join(', ')}`, { file });
  const shares = table.rows.map((row) => {
    const share = numberCell(row, 'share');
    if (share >= 0 && share < Infinity) return share;
    throw new BadInput(`must be a share ≥ 0, got ${share}`, { file, line: row.line, field: 'share' });
  });
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (total === 0) throw new BadInput('has no share above 0', { file });
  if (Math.abs(total - 1) <= 0.001) return shares;
  warn(`The shares of ${file} add up to ${Number(total.toPrecision(6))}; they are divided by that.\n`);
  return shares.map((share) => share / total);
}

function jsonLedger(ledger: PoolLedger): Readonly<Record<string, unknown>> {
  const byCity = (value: (city: PoolLedger['cities'][number]) => number): Record<string, number> =>
    Object.fromEntries(ledger.cities.map((city) => [city.name, value(city)]));
  return {
    separateHours: byCity((city) => city.separateHours),
    separateTotalHours: ledger.separateHours,
    pooledHours: ledger.pooledHours,
    savedHours: ledger.savedHours,
    savedByHigherOccupancyHours: ledger.savedByHigherOccupancyHours,
    shapleyHours: byCity((city) => city.shapleyHours),
    proportionalHours: byCity((city) => city.proportionalHours),
    occupancy: { pooled: ledger.pooledOccupancy, ...byCity((city) => city.separateOccupancy) },
  };
}

function printLedger(ledger: PoolLedger): string {
  const hours = (value: number): string => value.toFixed(2);
  const share = (value: number): string => value.toFixed(3);
  const table = printTable(
    ['city', 'alone h', 'fair share h', 'by work h', 'occupancy alone'],
    ledger.cities.map((city) => [
      city.name,
      hours(city.separateHours),
      hours(city.shapleyHours),
      hours(city.proportionalHours),
      share(city.separateOccupancy),
    ]),
  );
  return (
    `${table}\nalone ${hours(ledger.separateHours)} h, pooled ${hours(ledger.pooledHours)} h, ` +
    `saved ${hours(ledger.savedHours)} h, of that by higher occupancy ` +
    `${hours(ledger.savedByHigherOccupancyHours)} h; occupancy pooled ${share(ledger.pooledOccupancy)}\n`
  );
}
