import * as v from 'valibot';

/**
 * The board: everything a wall shows, as pushed by socket and as answered by `GET /api/v1/board`.
 * Instants are epoch milliseconds by the server's clock; shares are fractions 0–1; `null` means "unknown", never zero.
 */
const instant = v.pipe(v.number(), v.integer());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.number();

/** A ratio with the sums it came from: a wall shows the denominator, and "–" where it is zero. */
export const ratioSchema = v.object({
  /** `null` where the denominator is zero. */
  value: v.nullable(share),
  numerator: v.number(),
  denominator: v.number(),
});

export const serviceLevelVariantSchema = v.picklist([
  'strict',
  'answeredOnly',
  'shortExcluded',
  'abandonedWithinExcluded',
  'abandonedWithinCredited',
  'withFlowOuts',
]);

/** Status word and shape; the colour only repeats it. `unknown`: not enough calls (n < 20) to judge. */
export const statusSchema = v.object({
  level: v.picklist(['ok', 'warning', 'breach', 'unknown', 'closed']),
  /** Which figure decides; `null` when nothing is wrong. */
  because: v.nullable(
    v.picklist([
      /** The line is open, or somebody waits, and nobody is on the phones. */
      'nobody',
      'longestWait',
      /** The longest wait was too long until a moment ago; the level is kept for some seconds so that it does not flap. */
      'recovering',
      'serviceLevel',
      'answerRate',
    ]),
  ),
});

export const agentCountsSchema = v.object({
  ready: count,
  ringing: count,
  talking: count,
  onHold: count,
  wrapUp: count,
  onBreak: count,
  /** Signed in but the telephone cannot be reached. */
  unreachable: count,
});

/** Opening hours of a city today, and words for a day that is not ordinary. */
export const hoursSchema = v.object({
  state: v.picklist(['open', 'openingSoon', 'closingSoon', 'closed']),
  opensAt: v.nullable(instant),
  closesAt: v.nullable(instant),
  /** Local times as text, because a wall carries no time-zone tables. */
  opensAtLocal: v.nullable(v.string()),
  closesAtLocal: v.nullable(v.string()),
  /** Next opening in words' parts when closed: local weekday 1–7 and time. */
  nextOpening: v.nullable(v.object({ weekday: v.number(), local: v.string(), at: instant })),
  /** Holiday, carnival, bridge day: its kind and its name in both languages. */
  special: v.nullable(
    v.object({
      kind: v.picklist(['holiday', 'carnival', 'bridgeDay', 'closure', 'event']),
      de: v.string(),
      en: v.string(),
    }),
  ),
});

/** Today's calls per interval over the span that is drawn; all arrays have one value per interval. */
export const curveSchema = v.object({
  intervalMinutes: v.number(),
  startsAt: instant,
  /** Local label of each interval's start, `07:00`; on a 25-hour day a label comes twice. */
  labels: v.array(v.string()),
  /** Calls that entered; `null` for intervals that have not begun. */
  offered: v.array(v.nullable(count)),
  forecast: v.nullable(
    v.object({ mean: v.array(v.number()), low: v.array(v.number()), high: v.array(v.number()) }),
  ),
  /** Re-forecast of the intervals still to come, `null` where past. */
  reforecast: v.nullable(v.array(v.nullable(v.number()))),
  /** Expected calls of the whole day, `null` without a forecast. */
  expectedDay: v.nullable(v.number()),
  forecastDay: v.nullable(v.number()),
});

/** Agents for the current interval: on the phones now, needed, planned. `null` while there is no plan. */
export const staffingSchema = v.object({
  present: count,
  required: v.nullable(v.number()),
  planned: v.nullable(v.number()),
});

/** What an outlook rests on, so that it can be explained. */
export const outlookBasisSchema = v.object({
  /** When it was estimated; it stands until something has really changed. */
  estimatedAt: instant,
  /** Expected until closing. */
  callsToCome: v.number(),
  /** The day's contract so far: calls that count as good, and all that count. */
  good: v.number(),
  counted: v.number(),
  /** People expected on the telephones for it in the intervals to come. */
  leastAgents: v.number(),
  mostAgents: v.number(),
});

/** What will become of the day's contract, and the smallest lawful move that would help. */
export const outlookSchema = v.object({
  /** The city that is worst off. */
  city: v.string(),
  holdsProbability: share,
  /** Other cities that are more likely to miss their target than to keep it. */
  alsoMissed: v.array(v.string()),
  basis: outlookBasisSchema,
  move: v.nullable(
    v.object({
      /** Another time for a break; calls of other cities taken for a while; longer at work. */
      kind: v.picklist(['break', 'lend', 'stay']),
      agents: count,
      /** Group the agents come from, as a city's name or a team's. */
      fromGroup: v.string(),
      forCity: v.string(),
      fromLocal: v.string(),
      toLocal: v.string(),
      holdsProbabilityAfter: share,
    }),
  ),
  backlogClearedAt: v.nullable(instant),
});

export const coloursSchema = v.object({
  /** Identity colour on dark ground (wall). */
  dark: v.string(),
  /** On light ground: text, mark, fill, edge. */
  text: v.string(),
  mark: v.string(),
  fill: v.string(),
  edge: v.string(),
});

export const cityBoardSchema = v.object({
  id: v.string(),
  name: v.string(),
  letter: v.string(),
  colours: coloursSchema,
  status: statusSchema,
  hours: hoursSchema,
  waiting: count,
  /** When the caller who waits longest entered (first queue); `null`: nobody waits. The wall counts up by itself. */
  longestWaitingSince: v.nullable(instant),
  waitStatus: v.picklist(['ok', 'warning', 'breach']),
  agents: agentCountsSchema,
  staffing: staffingSchema,
  serviceLevel: v.object({
    ...ratioSchema.entries,
    variant: serviceLevelVariantSchema,
    thresholdSeconds: v.number(),
    target: share,
    status: v.picklist(['ok', 'warning', 'breach', 'unknown']),
  }),
  answerRate: v.object({
    ...ratioSchema.entries,
    target: share,
    status: v.picklist(['ok', 'warning', 'breach', 'unknown']),
  }),
  today: v.object({
    offered: count,
    answered: count,
    answeredWithinThreshold: count,
    abandoned: count,
    shortAbandoned: count,
    abandonedWithinThreshold: count,
    flowedOut: count,
    lost: count,
    outsideHours: count,
    averageSpeedOfAnswerSeconds: v.nullable(v.number()),
    averageHandleTimeSeconds: v.nullable(v.number()),
    longestWaitSeconds: v.nullable(v.number()),
  }),
  curve: curveSchema,
});

/**
 * Why a telephone source is not live although its server may answer: not signed in yet; gone; it refuses us; what was
 * missed is still being read; it counted calls that it did not report to us.
 */
export const feedReasonSchema = v.picklist([
  'connecting',
  'unreachable',
  'refused',
  'catchingUp',
  'eventsMissing',
]);

/** Health of what we hear: the wall knows "nothing happens" from "we hear nothing". */
export const feedSchema = v.object({
  state: v.picklist(['live', 'stale', 'never', 'storeFailed']),
  /** Of the source that decides; `null` while live, and where silence is all that is known. */
  reason: v.nullable(feedReasonSchema),
  /** Last sign of life of the quietest source; `null`: nothing was ever received. */
  lastHeardAt: v.nullable(instant),
  sources: v.array(
    v.object({
      id: v.string(),
      state: v.picklist(['live', 'stale', 'never']),
      reason: v.nullable(feedReasonSchema),
      lastHeardAt: v.nullable(instant),
    }),
  ),
});

export const boardSchema = v.object({
  /** `all` or a city's id. */
  scope: v.string(),
  title: v.string(),
  /** `simulated`: the demo's own clock, said plainly on the wall. */
  clock: v.object({
    kind: v.picklist(['real', 'simulated']),
    utcOffsetMinutes: v.number(),
    zone: v.string(),
  }),
  /** Local day shown, YYYY-MM-DD, and its ISO weekday. */
  day: v.object({ date: v.string(), weekday: v.number() }),
  /** Its English text is there where somebody gave one. */
  ticker: v.nullable(v.object({ text: v.string(), en: v.optional(v.string()), until: v.nullable(instant) })),
  feed: feedSchema,
  cities: v.array(cityBoardSchema),
  pool: v.object({ agents: agentCountsSchema, staffing: staffingSchema }),
  quality: v.object({
    /** By closing code; wrong numbers excluded. */
    firstContact: ratioSchema,
    /** Mean mark on the scale 1–6 with its n; response rate; share of marks 1–2 with a 95 % Wilson interval. */
    satisfaction: v.object({
      meanMark: v.nullable(v.number()),
      marks: count,
      asked: count,
      good: ratioSchema,
      goodInterval: v.nullable(v.object({ low: share, high: share })),
    }),
  }),
  outlook: v.nullable(outlookSchema),
  /** Why there is no outlook; `null` where there is one. */
  noOutlook: v.nullable(
    v.picklist(['forecastAndRoster', 'forecast', 'roster', 'dayOver', 'nothingExpected', 'pending']),
  ),
  /** What still holds when the feed is silent: planned staff and expected calls of the next interval. */
  stillTrue: v.object({
    plannedAgents: v.nullable(v.number()),
    nextInterval: v.nullable(v.object({ fromLocal: v.string(), toLocal: v.string(), calls: v.number() })),
  }),
});

export type Ratio = v.InferOutput<typeof ratioSchema>;
export type ServiceLevelVariant = v.InferOutput<typeof serviceLevelVariantSchema>;
export type CityStatus = v.InferOutput<typeof statusSchema>;
export type AgentCounts = v.InferOutput<typeof agentCountsSchema>;
export type CityHours = v.InferOutput<typeof hoursSchema>;
export type DayCurve = v.InferOutput<typeof curveSchema>;
export type Staffing = v.InferOutput<typeof staffingSchema>;
export type Outlook = v.InferOutput<typeof outlookSchema>;
export type OutlookBasis = v.InferOutput<typeof outlookBasisSchema>;
export type NoOutlook = NonNullable<Board['noOutlook']>;
export type CityColours = v.InferOutput<typeof coloursSchema>;
export type CityBoard = v.InferOutput<typeof cityBoardSchema>;
export type FeedReason = v.InferOutput<typeof feedReasonSchema>;
export type Feed = v.InferOutput<typeof feedSchema>;
export type Board = v.InferOutput<typeof boardSchema>;
