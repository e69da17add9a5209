import * as v from 'valibot';
import { isCalendarDay } from '../../contract/calendar-day.ts';
import { plainText } from '../../contract/plain-text.ts';
import { serviceLevelVariantSchema } from '../../contract/wall.ts';
import { oneOf, section, share, shaped, whole, words } from './section.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const sourceId = shaped(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, a letter first');
const cityId = sourceId;
const localTime = shaped(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a local time as HH:MM');
const localDate = v.pipe(
  shaped(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD'),
  v.check(isCalendarDay, 'must be a day of the calendar'),
);
const variableName = shaped(
  /^[A-Z][A-Z0-9_]*$/,
  'the name of an environment variable, such as LEITSTAND_PBX_SECRET',
);
const port = whole(1, 65_535);

const asteriskSource = section({
  type: v.literal('asterisk'),
  id: sourceId,
  host: words('the host of the telephone system'),
  port: v.optional(port, 5038),
  user: words('the name of the manager account'),
  secretVariable: variableName,
  /** Seconds of work after a call, which Asterisk does not report. */
  wrapUpSeconds: v.optional(whole(0, 3600), 0),
  /** For queues whose `wrapuptime` is another one, by the queue's name. */
  wrapUpSecondsByQueue: v.optional(v.record(plainText, whole(0, 3600)), {}),
  /** Asterisk's own log, read to catch up on what was missed; must be readable from this machine. */
  queueLog: v.optional(v.nullable(words('a path')), null),
});

const httpSource = section({
  type: v.literal('http'),
  id: sourceId,
  tokenVariable: variableName,
  wrapUpSeconds: v.optional(whole(0, 3600), 0),
});

const openSpans = v.array(section({ from: localTime, to: localTime }), 'must be a list of { from, to }');

const openingHours = section({
  week: v.record(oneOf(['1', '2', '3', '4', '5', '6', '7']), openSpans, 'must list weekdays 1 (Monday) to 7'),
  dates: v.optional(
    v.record(
      localDate,
      section({
        open: openSpans,
        kind: oneOf(['holiday', 'carnival', 'bridgeDay', 'closure', 'event']),
        de: words('the name of the day in German'),
        en: words('the name of the day in English'),
      }),
    ),
    {},
  ),
});

const contract = section({
  validFrom: localDate,
  variant: v.optional(oneOf(serviceLevelVariantSchema.options), 'strict'),
  answerThresholdSeconds: whole(0, 3600),
  serviceLevelTarget: share(),
  answerRateTarget: share(),
  shortAbandonSeconds: v.optional(whole(0, 600), 5),
});

const colour = shaped(/^#[0-9a-f]{6}$/i, 'a colour as #rrggbb');

const weekdaysSevenToSix = ['1', '2', '3', '4', '5'].map(
  (day) => [day, [{ from: '07:00', to: '18:00' }]] as const,
);

const city = section({
  id: cityId,
  name: words('the name of the city'),
  /** One letter that stands for the city where space is short; the name's first by default. */
  letter: v.optional(shaped(/^\p{L}{1,2}$/u, 'one or two letters')),
  greeting: v.optional(words('what agents say first')),
  colours: v.optional(section({ dark: colour, text: colour, mark: colour, fill: colour, edge: colour })),
  queues: v.pipe(
    v.array(section({ source: sourceId, name: words('the queue as the telephone system names it') })),
    v.minLength(1, 'must name at least one queue'),
  ),
  hours: v.optional(openingHours, { week: Object.fromEntries(weekdaysSevenToSix), dates: {} }),
  contracts: v.pipe(v.array(contract), v.minLength(1, 'must hold at least one contract')),
});

/**
 * The configuration file, key by key; docs/configuration.md explains each. Secrets never stand in it: a key that ends in
 * `Variable` names the environment variable that holds one.
 */
export const configurationSchema = section({
  title: v.optional(words('the title of the wall'), 'Leitstand'),
  zone: v.optional(
    v.pipe(plainText, v.check(isTimeZone, 'must be a time zone such as Europe/Berlin')),
    'Europe/Berlin',
  ),
  dataFolder: v.optional(words('a folder'), '.leitstand/data'),
  host: v.optional(words('an address to listen on'), '127.0.0.1'),
  /** 0: any free port, reported in the log. */
  port: v.optional(whole(0, 65_535), 8080),
  tls: v.optional(v.nullable(section({ cert: words('a file'), key: words('a file') })), null),
  /** Address under which browsers reach us, for links that are printed; by default made of host and port. */
  publicUrl: v.optional(
    v.nullable(
      v.pipe(
        shaped(/^https?:\/\/[^/\s]+(\/\S*)?$/, 'an address such as https://leitstand.example.org'),
        v.regex(
          /^https?:\/\/[^/]+$/,
          'must have no path and no slash at its end: Leitstand is served from the root of a name of its own, such as https://leitstand.example.org (docs/operations.md, HTTPS)',
        ),
      ),
    ),
    null,
  ),
  /** Number of proxies in front of this server, or their addresses as Express writes them. */
  trustProxy: v.optional(
    v.nullable(
      v.union([whole(1, 10), words('addresses')], 'must be null, a number of proxies or their addresses'),
    ),
    null,
  ),
  logLevel: v.optional(oneOf(LOG_LEVELS), 'info'),
  sources: v.optional(
    v.array(
      v.variant('type', [asteriskSource, httpSource], 'must have the type asterisk or http'),
      'must be a list',
    ),
    [],
  ),
  /** Public holidays on which every city is closed unless its own `dates` say otherwise. */
  holidays: v.optional(oneOf(['DE-NW', 'none']), 'DE-NW'),
  cities: v.pipe(v.array(city, 'must be a list of cities'), v.minLength(1, 'must hold at least one city')),
  ticker: v.optional(
    v.nullable(
      section({
        text: words('what the wall says'),
        en: v.optional(words('what the wall says in English')),
        until: v.optional(
          v.nullable(
            v.pipe(plainText, v.isoTimestamp('must be an instant such as 2026-11-23T18:00:00+01:00')),
          ),
          null,
        ),
      }),
    ),
    null,
  ),
  retention: v.optional(
    section({
      callEventsDays: v.optional(whole(2, 3650), 90),
      personalSchedulesDays: v.optional(whole(30, 3650), 730),
      auditDays: v.optional(whole(30, 3650), 1095),
    }),
    { callEventsDays: 90, personalSchedulesDays: 730, auditDays: 1095 },
  ),
});

export type ConfigurationFile = v.InferOutput<typeof configurationSchema>;
export type SourceSettings = ConfigurationFile['sources'][number];
export type AsteriskSourceSettings = Extract<SourceSettings, { type: 'asterisk' }>;
export type HttpSourceSettings = Extract<SourceSettings, { type: 'http' }>;
export type LogLevel = ConfigurationFile['logLevel'];

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
