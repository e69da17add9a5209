import type { PoolRules } from '../../../forecasting/staffing/index.ts';
import { BadInput } from '../../platform/input/bad-input.ts';
import type { CommandContext } from '../command.ts';
import { readNumber } from './read-options.ts';
import { numberCell, readTable } from './read-table.ts';

/** Options that the commands about a pool share. */
export const poolOptions = {
  calls: { type: 'string' },
  profile: { type: 'string' },
  interval: { type: 'string', default: '900' },
  aht: { type: 'string', default: '210' },
  target: { type: 'string', default: '0.8' },
  threshold: { type: 'string', default: '20' },
  patience: { type: 'string' },
  'max-occupancy': { type: 'string' },
  json: { type: 'boolean' },
} as const;

interface PoolValues {
  readonly calls?: string | undefined;
  readonly profile?: string | undefined;
  readonly interval: string;
  readonly aht: string;
  readonly target: string;
  readonly threshold: string;
  readonly patience?: string | undefined;
  readonly 'max-occupancy'?: string | undefined;
}

/** A city as the options describe it: one handle time for the whole day. */
interface ToldCity {
  readonly name: string;
  readonly calls: readonly number[];
  readonly averageHandleTimeSeconds: number;
}

export interface ReadPool {
  readonly cities: readonly ToldCity[];
  readonly rules: PoolRules;
  /** Start of every interval as the profile writes it. */
  readonly starts: readonly string[];
}

/** @throws BadInput naming the option, or file, line and column, its value and what is allowed */
export function readPool(values: PoolValues, context: CommandContext, mostCities: number): ReadPool {
  if (values.calls === undefined)
    throw new BadInput('--calls is missing, for example --calls koeln=3900,bonn=1100');
  if (values.profile === undefined)
    throw new BadInput('--profile is missing: a CSV with the columns start and share');
  const volumes = readCities('calls', values.calls);
  if (volumes.size > mostCities)
    throw new BadInput(`at most ${mostCities} cities, got ${volumes.size}`, { field: 'calls' });
  const { shares, starts } = readShares(context.workingDirectory, values.profile, context.warn);
  const handleTimes = readHandleTimes(values.aht, [...volumes.keys()]);
  const occupancy = values['max-occupancy'];
  return {
    starts,
    cities: [...volumes].map(([name, calls]) => ({
      name,
      calls: shares.map((share) => calls * share),
      averageHandleTimeSeconds: handleTimes.get(name) ?? 0,
    })),
    rules: {
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
    },
  };
}

/** What the library refuses was entered by a person: a bad input, not a bug. */
export function asBadInput<T>(work: () => T): T {
  try {
    return work();
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

function readShares(
  workingDirectory: string,
  file: string,
  warn: (text: string) => void,
): { readonly shares: readonly number[]; readonly starts: readonly string[] } {
  const table = readTable(workingDirectory, file);
  if (!table.columns.includes('share'))
    throw new BadInput(`needs the columns start and share, got ${table.columns.join(', ')}`, { file });
  const shares = table.rows.map((row) => {
    const share = numberCell(row, 'share');
    if (share >= 0 && share < Infinity) return share;
    throw new BadInput(`must be a share ≥ 0, got ${share}`, { file, line: row.line, field: 'share' });
  });
  const starts = table.rows.map((row) => row.cells['start'] ?? '');
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (total === 0) throw new BadInput('has no share above 0', { file });
  if (Math.abs(total - 1) <= 0.001) return { shares, starts };
  warn(`The shares of ${file} add up to ${Number(total.toPrecision(6))}; they are divided by that.\n`);
  return { shares: shares.map((share) => share / total), starts };
}
