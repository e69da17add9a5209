/**
 * Sums of one queue or one city over one interval. Every field is a sum, so spans add up field by field
 * (`longestWaitMs` alone is a maximum). All figures are derived from these sums, never from other figures.
 */
export const TOTAL_NAMES = [
  /** Calls that entered within opening hours = answered + abandoned + flowedOut + lost + waiting. */
  'offered',
  'waiting',
  'answered',
  'answeredWithinThreshold',
  'abandoned',
  'shortAbandoned',
  'abandonedWithinThreshold',
  'flowedOut',
  /** The reasons of `flowedOut`; they add up to it. */
  'timedOut',
  'leftByKey',
  'overflowed',
  'noAgents',
  'queueClosed',
  'calledBack',
  'leftForUnknownReason',
  'lost',
  /** Calls that entered outside opening hours: in no other count of outcomes. */
  'outsideHours',
  /** Turned away at the door: never entered, in no other count. */
  'refused',
  'answeredWaitMs',
  'abandonedWaitMs',
  'longestWaitMs',
  /** Legs, whatever the hours: being talked now, ended with a reported end, ended by the death of their source. */
  'talking',
  'handled',
  'lostTalking',
  'talkMs',
  'holdMs',
  'wrapUpMs',
  /** First-contact resolution, per city only: by closing code, by repeat calls, by transfers. */
  'classified',
  'solvedAtFirstContact',
  'traceable',
  'repeated',
  'finished',
  'transferred',
  /** Satisfaction, per city only. */
  'askedForMark',
  'marks',
  'markSum',
  'goodMarks',
] as const;

export type TotalName = (typeof TOTAL_NAMES)[number];

/** Upper edges of the waits that answered calls are sorted into; one more place holds the longer ones. */
export const WAIT_EDGES_SECONDS = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300] as const;

/** Mutable, because the reducer writes it in place; readers take it as `Readonly`. */
export type IntervalTotals = Record<TotalName, number> & {
  /** Answered calls by wait: place i holds waits in (edge i−1, edge i]. */
  readonly answeredByWait: number[];
  /** Something was counted since whoever stores the sums set this to false. */
  changed: boolean;
  /** The call with the longest wait was taken out: `longestWaitMs` is no more than an upper bound. */
  longestIsGone: boolean;
};

export function zeroTotals(): IntervalTotals {
  return {
    offered: 0,
    waiting: 0,
    answered: 0,
    answeredWithinThreshold: 0,
    abandoned: 0,
    shortAbandoned: 0,
    abandonedWithinThreshold: 0,
    flowedOut: 0,
    timedOut: 0,
    leftByKey: 0,
    overflowed: 0,
    noAgents: 0,
    queueClosed: 0,
    calledBack: 0,
    leftForUnknownReason: 0,
    lost: 0,
    outsideHours: 0,
    refused: 0,
    answeredWaitMs: 0,
    abandonedWaitMs: 0,
    longestWaitMs: 0,
    talking: 0,
    handled: 0,
    lostTalking: 0,
    talkMs: 0,
    holdMs: 0,
    wrapUpMs: 0,
    classified: 0,
    solvedAtFirstContact: 0,
    traceable: 0,
    repeated: 0,
    finished: 0,
    transferred: 0,
    askedForMark: 0,
    marks: 0,
    markSum: 0,
    goodMarks: 0,
    answeredByWait: new Array<number>(WAIT_EDGES_SECONDS.length + 1).fill(0),
    changed: false,
    longestIsGone: false,
  };
}

/** Adds `other` to `sum` in place. */
export function addTotals(sum: IntervalTotals, other: Readonly<IntervalTotals>): void {
  for (const name of TOTAL_NAMES) {
    if (name === 'longestWaitMs') sum[name] = Math.max(sum[name], other[name]);
    else sum[name] += other[name];
  }
  other.answeredByWait.forEach((calls, place) => {
    sum.answeredByWait[place] = (sum.answeredByWait[place] ?? 0) + calls;
  });
}

/** Place of a wait in `answeredByWait`. */
export function waitPlace(waitMs: number): number {
  let place = 0;
  for (const edge of WAIT_EDGES_SECONDS) {
    if (waitMs <= edge * 1_000) return place;
    place += 1;
  }
  return place;
}

/**
 * Answered calls with a wait of at most `seconds`.
 *
 * @throws RangeError unless `seconds` is one of `WAIT_EDGES_SECONDS`
 */
export function answeredWithin(totals: Readonly<IntervalTotals>, seconds: number): number {
  const last = WAIT_EDGES_SECONDS.findIndex((edge) => edge === seconds);
  if (last < 0)
    throw new RangeError(`waits are sorted by ${WAIT_EDGES_SECONDS.join(', ')} s, got ${seconds}`);
  return totals.answeredByWait.slice(0, last + 1).reduce((sum, calls) => sum + calls, 0);
}
