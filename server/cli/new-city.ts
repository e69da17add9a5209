import {
  addCity,
  type JoiningLevels,
  type NewCity,
  type NewCityEffect,
  simulatedJoining,
} from '../../forecasting/staffing/index.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command } from './command.ts';
import { printTable } from './output/print-table.ts';
import { readNumber, readOptions } from './input/read-options.ts';
import { asBadInput, poolOptions, readPool } from './input/read-pool.ts';

/** One city less than a pool alone may have: the new one is counted in every coalition. */
const MOST_CITIES = 13;
const MOST_DAYS = 100_000;

export const command: Command = {
  summary: 'what a further city would need in the pool, and what it does to the others',
  help: `leitstand new-city NAME --calls CITY=N,CITY=N --profile FILE.csv --new-calls N --like CITY [OPTIONS]

A city wants to join: agents more per interval, its fair share (Shapley value) beside what it would need alone, what
each month of its moving over needs, and what the other cities' callers would meet, by simulation.

  NAME                  the new city
  --new-calls N         its calls per day
  --like CITY           its day has the shape of this city's
  --new-aht SECONDS     its average handle time (default: as the city it is like)
  --hours HH:MM-HH:MM   its opening hours, on the starts of the profile; its calls fall into these (default: all day)
  --ramp SHARE,SHARE,…  share of its calls month by month (default 1)
  --days N              simulated days per staffing (default 200; 0: no simulation)
  --seed N              same seed, same result (default 1)

The pool that is there:
  --calls CITY=N,…      calls of the day per city, at most ${MOST_CITIES} cities
  --profile FILE.csv    columns start, share: the share of the day's calls per interval
  --interval SECONDS    length of an interval (default 900)
  --aht SECONDS         average handle time, for all or as CITY=SECONDS,… (default 210)
  --target SHARE        service level (default 0.8)
  --threshold SECONDS   answer threshold (default 20)
  --patience SECONDS    mean patience (Erlang A); left out: nobody hangs up (Erlang C)
  --max-occupancy SHARE occupancy cap
  --json

Ends with 0; with 2 for bad input, naming the value and what is allowed.

Example: leitstand new-city bruehl --calls koeln=3900,bonn=1100,leverkusen=600 --profile day.csv \\
  --new-calls 350 --like bonn --hours 08:00-16:00 --ramp 0.3,0.6,1`,
  run: async (context) => {
    const { values, positionals } = readOptions(
      context.args,
      {
        ...poolOptions,
        'new-calls': { type: 'string' },
        'new-aht': { type: 'string' },
        like: { type: 'string' },
        hours: { type: 'string' },
        ramp: { type: 'string', default: '1' },
        days: { type: 'string', default: '200' },
        seed: { type: 'string', default: '1' },
      },
      ['NAME'],
    );
    const { cities, rules, starts } = readPool(values, context, MOST_CITIES);
    const newCalls = values['new-calls'];
    if (newCalls === undefined) throw new BadInput('--new-calls is missing, for example --new-calls 350');
    const like = cities.find(({ name }) => name === values.like);
    if (like === undefined)
      throw new BadInput(
        `must be one of ${cities.map(({ name }) => name).join(', ')}, got ${values.like ?? 'nothing'}`,
        { field: 'like' },
      );
    const city: NewCity = {
      name: positionals[0] ?? '',
      callsPerDay: readNumber('new-calls', newCalls, 0, 1e9),
      averageHandleTimeSeconds:
        values['new-aht'] === undefined
          ? like.averageHandleTimeSeconds
          : readNumber('new-aht', values['new-aht'], 0.001, 86_400),
      profileLike: like.name,
      openIntervals: values.hours === undefined ? undefined : readHours(values.hours, starts),
      ramp: values.ramp.split(',').map((text) => readNumber('ramp', text, 0, 1)),
    };
    const days = readWhole('days', values.days, 0, MOST_DAYS);
    const seed = readWhole('seed', values.seed, -2_147_483_648, 4_294_967_295);
    const effect = asBadInput(() => addCity(cities, city, rules));
    const levels =
      days === 0
        ? undefined
        : simulatedJoining({
            cities,
            city,
            rules,
            effect,
            days,
            seed,
            onProgress: () => !context.cancelled.aborted,
          });
    if (context.cancelled.aborted) return 1;
    if (values.json === true)
      context.print(`${JSON.stringify(jsonEffect(city, effect, levels), undefined, 2)}\n`);
    else context.print(printEffect(city, effect, levels, starts));
    return 0;
  },
};

/** Intervals that begin within the hours; both ends must be starts of the profile, or its end. */
function readHours(text: string, starts: readonly string[]): { readonly from: number; readonly to: number } {
  const [, opens, closes] = /^(\d{1,2}:\d{2})-(\d{1,2}:\d{2})$/.exec(text.trim()) ?? [];
  if (opens === undefined || closes === undefined)
    throw new BadInput(`must be hours such as 08:00-16:00, got "${text}"`, { field: 'hours' });
  const padded = (time: string): string => time.padStart(5, '0');
  const known = starts.map((start) => padded(start.slice(0, 5)));
  const from = known.indexOf(padded(opens));
  const found = known.indexOf(padded(closes));
  const to = found < 0 && padded(closes) > (known.at(-1) ?? '') ? known.length : found;
  if (from >= 0 && to > from) return { from, to };
  throw new BadInput(
    `must begin and end at starts of the profile (${known[0] ?? ''} to ${known.at(-1) ?? ''}, or its end), got "${text}"`,
    { field: 'hours' },
  );
}

function readWhole(name: string, text: string, least: number, most: number): number {
  const value = readNumber(name, text, least, most);
  if (Number.isInteger(value)) return value;
  throw new BadInput(`must be a whole number, got "${text}"`, { field: name });
}

function jsonEffect(
  city: NewCity,
  effect: NewCityEffect,
  levels: readonly JoiningLevels[] | undefined,
): Readonly<Record<string, unknown>> {
  const shares = (allocation: NewCityEffect['after']): Record<string, number> =>
    Object.fromEntries(allocation.cities.map(({ name, shapleyHours }) => [name, shapleyHours]));
  return {
    city: city.name,
    additionalHours: effect.additionalHours,
    additionalAtPeak: effect.additionalAtPeak,
    additionalAgents: effect.additionalAgents,
    separateHours: effect.separateHours,
    fairShareHours: effect.fairShareHours,
    pooledHours: { now: effect.before.pooledHours, with: effect.after.pooledHours },
    shapleyHours: { now: shares(effect.before), with: shares(effect.after) },
    ramp: effect.ramp.map((step, month) => ({ month: month + 1, ...step })),
    ...(levels === undefined
      ? {}
      : {
          serviceLevels: Object.fromEntries(
            levels.map(({ name, target, now, withoutMoreAgents, withMoreAgents }) => [
              name,
              { target, ...(now === undefined ? {} : { now }), withoutMoreAgents, withMoreAgents },
            ]),
          ),
        }),
  };
}

function printEffect(
  city: NewCity,
  effect: NewCityEffect,
  levels: readonly JoiningLevels[] | undefined,
  starts: readonly string[],
): string {
  const hours = (value: number): string => value.toFixed(2);
  const share = (level: { readonly value: number; readonly halfWidth: number } | undefined): string =>
    level === undefined ? '' : `${level.value.toFixed(3)} ± ${level.halfWidth.toFixed(3)}`;
  const before = new Map(effect.before.cities.map(({ name, shapleyHours }) => [name, shapleyHours]));
  const after = new Map(effect.after.cities.map(({ name, shapleyHours }) => [name, shapleyHours]));
  const peak = effect.additionalAgents.indexOf(effect.additionalAtPeak);
  const sentence =
    `${city.name} needs ${hours(effect.additionalHours)} h a day more in the pool ` +
    `(${hours(effect.separateHours)} h alone, fair share ${hours(effect.fairShareHours)} h); ` +
    `at most ${effect.additionalAtPeak} agents more, at ${starts[peak] ?? '-'}.\n`;
  const cityTable = printTable(
    [
      'city',
      'fair share now h',
      'with it h',
      ...(levels === undefined ? [] : ['level now', 'nobody hired', 'hired']),
    ],
    effect.after.cities.map(({ name }) => {
      const own = levels?.find((level) => level.name === name);
      const known = before.get(name);
      return [
        name,
        known === undefined ? '' : hours(known),
        hours(after.get(name) ?? 0),
        ...(own === undefined
          ? []
          : [share(own.now), share(own.withoutMoreAgents), share(own.withMoreAgents)]),
      ];
    }),
  );
  const rampTable = printTable(
    ['month', 'share', 'more h a day', 'more agents at peak'],
    effect.ramp.map((step, month) => [
      month + 1,
      step.share,
      hours(step.additionalHours),
      step.additionalAtPeak,
    ]),
  );
  return `${sentence}\n${cityTable}\n${rampTable}`;
}
