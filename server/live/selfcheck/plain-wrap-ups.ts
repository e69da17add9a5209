import type { CountingRules } from '../state/counting-rules.ts';
import type { CallEvent } from '../events/call-event.ts';
import { sourceId } from '../events/call-id.ts';
import { departuresPlainly } from './plain-agent-time.ts';
import { groupedBy, wholeMs, type Happened, type PlainCall, type PlainStory } from './plain-calls.ts';
import type { PlainFacts } from './plain-count.ts';

/** A conversation as far as it says who worked when. */
export interface PlainLeg {
  readonly call: PlainCall;
  agent: string | null;
  answeredAt: number;
  /** The end of the talk; `Infinity` while it goes on. */
  overAt: number;
  held: readonly (readonly [number, number])[];
  completion: Happened<Extract<CallEvent, { readonly kind: 'CallCompleted' }>> | null;
}

const LIMIT_MS = 30 * 60_000;
const TOLD_LIMIT_MS = 13 * 3_600_000;
const QUARTER_MS = 900_000;

/**
 * The wrap-up after each ended conversation: as reported with it, else up to the first reported end before the agent's next call,
 * else the source's rule, cut by the next call, by leaving the last queue and at 30 minutes.
 */
export function wrapUpPlainly(
  legs: readonly PlainLeg[],
  story: PlainStory,
  facts: PlainFacts,
  rules: CountingRules,
): ReadonlyMap<PlainLeg, number> {
  const result = new Map<PlainLeg, number>();
  const departures = departuresPlainly(story, facts, rules);
  const told = story.events.filter((event) => event.kind === 'WrapUpEnded');
  const byAgent = groupedBy(legs, ({ agent, call }) => `${call.source}\n${agent}`);
  for (const leg of legs) {
    const { agent, completion, call } = leg;
    if (completion === null || agent === null) continue;
    const own = byAgent.get(`${call.source}\n${agent}`) ?? [];
    const next = Math.min(
      ...own.map(({ answeredAt }) => answeredAt).filter((at) => at > completion.ms),
      Infinity,
    );
    const ends = told
      .filter((event) => event.agent === agent && event.source === call.source)
      .map(({ ms }) => ms);
    const left = (departures.get(`${call.source}\n${agent}`) ?? []).filter((at) => at > completion.ms);
    result.set(leg, wrapUpOf(leg, completion, { next, ends, left }, story, facts, rules));
  }
  return result;
}

function wrapUpOf(
  { answeredAt, call }: PlainLeg,
  { ms: over, wrapUpSeconds }: NonNullable<PlainLeg['completion']>,
  around: { readonly next: number; readonly ends: readonly number[]; readonly left: readonly number[] },
  { events }: PlainStory,
  { clock, wrapUpsToldFrom }: PlainFacts,
  rules: CountingRules,
): number {
  const { next, ends, left } = around;
  if (wrapUpSeconds !== null) return wholeMs(wrapUpSeconds);
  const end = Math.min(...ends.filter((at) => at >= over), Infinity);
  if (end <= next && end - over <= TOLD_LIMIT_MS) return end - over;
  const rule = rules.wrapUpMs(sourceId(call.source));
  const cut = Math.min(next, ...left) - over;
  if (rule !== null) return Math.min(rule, cut, LIMIT_MS);
  const since = events.find(({ kind, source }) => kind === 'WrapUpEnded' && source === call.source)?.ms;
  const tellsFrom = Math.min(wrapUpsToldFrom.get(call.source) ?? Infinity, since ?? Infinity);
  if (tellsFrom > over) return 0;
  if (ends.some((at) => at < over && at > Math.max(answeredAt, over - 2_000))) return 0;
  if (cut <= LIMIT_MS) return cut;
  const limit = (Math.floor((over + LIMIT_MS) / QUARTER_MS) + 1) * QUARTER_MS;
  return clock >= limit ? LIMIT_MS : 0;
}
