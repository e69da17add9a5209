import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { BadInput } from '../../../../server/platform/input/bad-input.ts';
import {
  parseConfiguration,
  readConfiguration,
} from '../../../../server/platform/config/read-configuration.ts';

const example = join(import.meta.dirname, '../../../../docs/examples/leitstand.config.json');
const environment = { LEITSTAND_PBX1_SECRET: 'one', LEITSTAND_ACD_TOKEN: 'two' };

function leastCity(): Record<string, unknown> {
  return {
    id: 'bonn',
    name: 'Bonn',
    queues: [{ source: 'acd', name: 'bonn' }],
    contracts: [
      {
        validFrom: '2026-01-01',
        answerThresholdSeconds: 20,
        serviceLevelTarget: 0.8,
        answerRateTarget: 0.92,
      },
    ],
  };
}

/** The least that makes a configuration. */
function least(): Record<string, unknown> {
  return {
    sources: [{ type: 'http', id: 'acd', tokenVariable: 'LEITSTAND_ACD_TOKEN' }],
    cities: [leastCity()],
  };
}

function cityWith(change: Record<string, unknown>): Record<string, unknown> {
  return { cities: [{ ...leastCity(), ...change }] };
}

describe('the configuration', () => {
  it('of the documented example is complete', () => {
    const read = readConfiguration(example, environment);
    expect(read.centre.cities.map(({ id, letter }) => [id, letter])).toEqual([
      ['koeln', 'K'],
      ['bonn', 'B'],
      ['leverkusen', 'L'],
    ]);
    expect(read.sources).toMatchObject([
      { type: 'asterisk', id: 'pbx1', secret: 'one', port: 5038 },
      { type: 'http', id: 'acd', token: 'two' },
    ]);
    expect(read.centre.wrapUpSeconds).toEqual({ pbx1: 15, acd: 0 });
    expect(read.centre.cities[1]?.hours.week['4']).toEqual([{ from: '07:00', to: '20:00' }]);
  });

  it('needs only sources and cities, and says what it assumes for the rest', () => {
    const read = parseConfiguration(least(), '/etc/leitstand/config.json', environment);
    expect(read).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      dataFolder: '/etc/leitstand/.leitstand/data',
      databaseUrl: null,
      tls: null,
      trustProxy: null,
      metricsToken: null,
      retention: { callEventsDays: 90, personalSchedulesDays: 730, auditDays: 1095 },
    });
    expect(read.centre.cities[0]).toMatchObject({
      letter: 'B',
      contracts: [{ variant: 'strict', shortAbandonSeconds: 5 }],
    });
    expect(read.centre.cities[0]?.hours.week['6']).toBeUndefined();
  });

  it('closes on public holidays unless told otherwise, and lets a city overrule a day', () => {
    const year = new Date().getUTCFullYear();
    const christmas = `${year}-12-25`;
    const read = (change: Record<string, unknown>) =>
      parseConfiguration({ ...least(), ...change }, 'leitstand.json', environment).centre.cities[0]?.hours
        .dates;
    expect(read({})?.[christmas]).toEqual({
      open: [],
      kind: 'holiday',
      de: '1. Weihnachtstag',
      en: 'Christmas Day',
    });
    expect(read({ holidays: 'none' })).toEqual({});
    const open = [{ from: '10:00', to: '12:00' }];
    const own = { [christmas]: { open, kind: 'event', de: 'Notdienst', en: 'Emergency service' } };
    expect(read(cityWith({ hours: { week: {}, dates: own } }))?.[christmas]?.open).toEqual(open);
  });

  it('lets the environment say what differs from machine to machine', () => {
    const read = parseConfiguration(least(), '/etc/leitstand/config.json', {
      ...environment,
      LEITSTAND_DATA: '/srv/data',
      LEITSTAND_HOST: '::1',
      LEITSTAND_PORT: '0',
      LEITSTAND_METRICS_TOKEN: 'three',
      DATABASE_URL: 'postgres://localhost/leitstand',
    });
    expect(read).toMatchObject({
      dataFolder: '/srv/data',
      host: '::1',
      port: 0,
      metricsToken: 'three',
      databaseUrl: 'postgres://localhost/leitstand',
    });
  });

  const wrong: Readonly<Record<string, readonly [change: Record<string, unknown>, message: RegExp]>> = {
    'an unknown key': [{ ports: 80 }, /"ports": is no key here; known keys: .*\bport\b/],
    'an unknown key deep inside': [
      cityWith({ contracts: [{ validFrom: '2026-01-01', target: 80 }] }),
      /"cities\[0\]\.contracts\[0\]\.[a-zA-Z]+": is (missing|no key here)/,
    ],
    'a port as text': [{ port: '8080' }, /"port": must be a whole number from 0 to 65535, got "8080"/],
    'a port too large': [{ port: 70_000 }, /"port": must be a whole number from 0 to 65535, got 70000/],
    'a percentage for a share': [
      cityWith({
        contracts: [
          {
            validFrom: '2026-01-01',
            answerThresholdSeconds: 20,
            serviceLevelTarget: 80,
            answerRateTarget: 0.9,
          },
        ],
      }),
      /"cities\[0\]\.contracts\[0\]\.serviceLevelTarget": must be a share from 0 to 1 \(0\.8 for 80 %\), got 80/,
    ],
    'a variant nobody published': [
      cityWith({
        contracts: [
          {
            validFrom: '2026-01-01',
            variant: 'best',
            answerThresholdSeconds: 20,
            serviceLevelTarget: 0.8,
            answerRateTarget: 0.9,
          },
        ],
      }),
      /variant": must be one of strict, answeredOnly, .*, got "best"/,
    ],
    'no city': [{ cities: [] }, /"cities": must hold at least one city/],
    'a city without a name': [
      cityWith({ name: '' }),
      /"cities\[0\]\.name": must be the name of the city, not empty/,
    ],
    'a city id with capitals': [
      cityWith({ id: 'Bonn' }),
      /"cities\[0\]\.id": must be lower-case letters.*got "Bonn"/,
    ],
    'a queue of a source that is not there': [
      cityWith({ queues: [{ source: 'pbx9', name: 'bonn' }] }),
      /"cities\[0\]\.queues\[0\]\.source": must name a source of this file \(acd\), got "pbx9"/,
    ],
    'a queue given away twice': [
      cityWith({ queues: [1, 2].map(() => ({ source: 'acd', name: 'bonn' })) }),
      /"cities\[0\]\.queues\[1\]": the queue "bonn" of "acd" belongs to Bonn already/,
    ],
    'a source of unknown type': [
      { sources: [{ type: 'genesys', id: 'acd' }] },
      /"sources\[0\]\.type": must have the type asterisk or http, got "genesys"/,
    ],
    'a secret in the file': [
      {
        sources: [{ type: 'asterisk', id: 'acd', host: 'h', user: 'u', secretVariable: 'X', secret: 'hush' }],
      },
      /"sources\[0\]\.secret": is no key here/,
    ],
    'a secret that is not set': [
      { sources: [{ type: 'asterisk', id: 'acd', host: 'h', user: 'u', secretVariable: 'NOT_SET' }] },
      /"sources\[0\]\.secretVariable": the environment variable NOT_SET is not set/,
    ],
    'a zone that does not exist': [
      { zone: 'Europe/Köln' },
      /"zone": must be a time zone such as Europe\/Berlin/,
    ],
    'an hour that does not exist': [
      cityWith({ hours: { week: { '1': [{ from: '7', to: '18:00' }] } } }),
      /"cities\[0\]\.hours\.week\.1\[0\]\.from": must be a local time as HH:MM, got "7"/,
    ],
    'a weekday that does not exist': [
      cityWith({ hours: { week: { '8': [] } } }),
      /"cities\[0\]\.hours\.week\.8": must be one of 1, 2, 3, 4, 5, 6, 7/,
    ],
    'a list for the whole file': [{ cities: {} }, /"cities": must be a list of cities/],
  };

  for (const [name, [change, message]] of Object.entries(wrong)) {
    it(`refuses ${name} with key, value and what is allowed`, () => {
      const read = (): unknown =>
        parseConfiguration({ ...least(), ...change }, 'leitstand.json', environment);
      expect(read).toThrow(BadInput);
      expect(read).toThrow(message);
      expect(read).toThrow(/^leitstand\.json, /);
    });
  }

  it('ends the start where people would come to a path, and names the way out', () => {
    for (const publicUrl of [
      'https://example.org/leitstand',
      'https://example.org/a/b',
      'http://example.org:8080/x?y',
      'https://leitstand.example.org/',
    ]) {
      const wrong = { ...least(), publicUrl };
      expect(() => parseConfiguration(wrong, 'c.json', environment), publicUrl).toThrow(
        /publicUrl.*served from the root of a name of its own, such as https:\/\/leitstand\.example\.org/s,
      );
    }
  });

  it('refuses a file that is not there or not JSON by its name', () => {
    expect(() => readConfiguration('/nowhere/leitstand.json', environment)).toThrow(
      /^\/nowhere\/leitstand\.json: the configuration file cannot be read \(ENOENT\)/,
    );
    expect(() => readConfiguration(import.meta.filename, environment)).toThrow(
      /read-configuration\.test\.ts: is not JSON/,
    );
  });

  it('refuses a database address and a port of the environment that cannot be meant', () => {
    const read = (variables: Record<string, string>) => () =>
      parseConfiguration(least(), 'leitstand.json', { ...environment, ...variables });
    expect(read({ DATABASE_URL: 'mysql://localhost' })).toThrow(/"DATABASE_URL": must begin with postgres/);
    expect(read({ LEITSTAND_PORT: 'http' })).toThrow(/"LEITSTAND_PORT": must be a whole number/);
  });

  it('never shows a secret in its messages', () => {
    const file = v.parse(v.record(v.string(), v.unknown()), JSON.parse(readFileSync(example, 'utf8')));
    const secret = 'a-very-secret-value';
    const read = (): unknown =>
      parseConfiguration({ ...file, port: -1 }, 'leitstand.json', {
        ...environment,
        LEITSTAND_PBX1_SECRET: secret,
      });
    expect(read).toThrow(/"port"/);
    expect(read).not.toThrow(secret);
  });
});
