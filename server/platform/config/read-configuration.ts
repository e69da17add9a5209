import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import * as v from 'valibot';
import { BadInput } from '../input/bad-input.ts';
import { readPort } from './read-port.ts';
import { holidayHours, namedDays } from '../calendar/holiday-hours.ts';
import type { Centre } from '../../contract/centre.ts';
import { coloursOfCity } from './city-colours.ts';
import { configurationSchema, type ConfigurationFile, type SourceSettings } from './configuration-schema.ts';
import type { Configuration, Source } from './configuration.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration file and what the environment adds. Paths in the file are relative to the file.
 *
 * @throws BadInput naming the file, the key, its value and what is allowed
 */
export function readConfiguration(file: string, environment: Environment): Configuration {
  return parseConfiguration(readJson(file), file, environment);
}

/** @param file where `input` came from, for messages and relative paths */
export function parseConfiguration(input: unknown, file: string, environment: Environment): Configuration {
  const parsed = v.safeParse(configurationSchema, input, { abortPipeEarly: true });
  if (!parsed.success)
    throw new BadInput(describeIssue(parsed.issues[0]), { file, ...fieldOf(parsed.issues[0]) });
  const settings = parsed.output;
  requireWhole(settings, file);
  const here = (path: string): string => (isAbsolute(path) ? path : resolve(dirname(resolve(file)), path));
  return {
    dataFolder: here(environment['LEITSTAND_DATA'] ?? settings.dataFolder),
    databaseUrl: databaseUrl(environment),
    host: environment['LEITSTAND_HOST'] ?? settings.host,
    port: readPort(environment['LEITSTAND_PORT'], 'LEITSTAND_PORT') ?? settings.port,
    tls: settings.tls && { cert: here(settings.tls.cert), key: here(settings.tls.key) },
    publicUrl: settings.publicUrl,
    trustProxy: settings.trustProxy,
    logLevel: settings.logLevel,
    metricsToken: environment['LEITSTAND_METRICS_TOKEN'] ?? null,
    sources: settings.sources.map((source, index) => withSecret(source, index, file, environment)),
    holidays: settings.holidays,
    centre: centreOf(settings),
    retention: settings.retention,
  };
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new BadInput(`the configuration file cannot be read (${reason}); see docs/configuration.md`, {
      file,
    });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadInput(`is not JSON: ${error instanceof Error ? error.message : String(error)}`, { file });
  }
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  if (issue.message === 'is missing' || issue.message.startsWith('is no key')) return issue.message;
  return `${issue.message}, got ${JSON.stringify(issue.input) ?? 'nothing'}`;
}

function fieldOf(issue: v.BaseIssue<unknown>): { field?: string } {
  if (issue.path === undefined) return {};
  return { field: fieldName(issue.path.map(({ key }) => key)) };
}

/** `['cities', 0, 'name']` → `cities[0].name` */
function fieldName(path: readonly unknown[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

/** What no single key can show: names that must be unique, and names that must exist. */
function requireWhole(settings: ConfigurationFile, file: string): void {
  requireUnique(
    settings.sources.map(({ id }) => id),
    'sources',
    file,
  );
  requireUnique(
    settings.cities.map(({ id }) => id),
    'cities',
    file,
  );
  const owners = new Map<string, string>();
  for (const [index, city] of settings.cities.entries()) {
    for (const [at, { source, name }] of city.queues.entries()) {
      const field = `cities[${index}].queues[${at}]`;
      if (!settings.sources.some(({ id }) => id === source)) {
        const known = settings.sources.map(({ id }) => id).join(', ') || 'none';
        throw new BadInput(`must name a source of this file (${known}), got "${source}"`, {
          file,
          field: `${field}.source`,
        });
      }
      const owner = owners.get(`${source}/${name}`);
      if (owner !== undefined)
        throw new BadInput(`the queue "${name}" of "${source}" belongs to ${owner} already`, { file, field });
      owners.set(`${source}/${name}`, city.name);
    }
  }
}

function requireUnique(ids: readonly string[], list: string, file: string): void {
  const doubled = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (doubled >= 0)
    throw new BadInput(`"${ids[doubled]}" is used twice`, { file, field: `${list}[${doubled}].id` });
}

function withSecret(source: SourceSettings, index: number, file: string, environment: Environment): Source {
  switch (source.type) {
    case 'asterisk':
      return { ...source, secret: required(source.secretVariable, 'secretVariable') };
    case 'http':
      return { ...source, token: required(source.tokenVariable, 'tokenVariable') };
    default:
      throw new RangeError(`unknown source ${JSON.stringify(source)}`);
  }
  function required(variable: string, key: string): string {
    const value = environment[variable] ?? '';
    if (value !== '') return value;
    throw new BadInput(`the environment variable ${variable} is not set`, {
      file,
      field: `sources[${index}].${key}`,
    });
  }
}

function centreOf(settings: ConfigurationFile): Centre {
  const year = new Date().getUTCFullYear();
  const days = settings.holidays === 'none' ? [] : namedDays(year - 1, year + 2);
  return {
    title: settings.title,
    zone: settings.zone,
    cities: settings.cities.map((city, index) => ({
      id: city.id,
      name: city.name,
      letter: city.letter ?? city.name.slice(0, 1),
      greeting: city.greeting ?? city.name,
      colours: city.colours ?? coloursOfCity(index),
      queues: city.queues,
      hours: {
        week: city.hours.week,
        dates: { ...holidayHours(days, city.hours.week), ...city.hours.dates },
      },
      contracts: city.contracts,
    })),
    ticker: settings.ticker,
    wrapUpSeconds: Object.fromEntries(settings.sources.map(({ id, wrapUpSeconds }) => [id, wrapUpSeconds])),
  };
}

function databaseUrl(environment: Environment): string | null {
  const url = environment['DATABASE_URL'];
  if (url === undefined || url === '') return null;
  if (/^postgres(ql)?:\/\//.test(url)) return url;
  throw new BadInput('must begin with postgres:// or postgresql://, or be unset for the embedded store', {
    field: 'DATABASE_URL',
  });
}
