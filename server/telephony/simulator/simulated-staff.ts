import type { Random } from '../../../forecasting/maths/index.ts';
import { instant, MINUTE_MS } from '../../../forecasting/time/index.ts';
import type { AgentName, QueueName } from '../../live/events/call-event.ts';
import { agentName } from '../../live/events/call-id.ts';
import type { AgentPause, AgentScenario, Span } from './day-scenario.ts';

/** Somebody who may be put on duty: invented, and named so that nobody takes it for a person. */
export interface SimulatedAgent {
  readonly name: AgentName;
  readonly queues: readonly QueueName[];
  /** Length of the shift, breaks included. */
  readonly shiftMinutes: number;
}

/** Agents needed at their desks in each interval of the opening hours, in order. */
export interface PresenceNeed {
  readonly intervals: readonly Span[];
  readonly agents: readonly number[];
}

/** Shifts may begin on every quarter hour. */
const START_STEP_MINUTES = 15;
/** Who works late stays until the last caller of the day is served. */
const AFTER_CLOSING_MINUTES = 12;
/** Who works early is there before the first caller. */
const BEFORE_OPENING_MINUTES = 5;
/** ArbZG § 4: half an hour when a working day is longer than six hours. */
const LUNCH = { forShiftsOver: 6 * 60, minutes: 30, earliestAfter: 150, latestAfter: 330 };
/** Paid interruptions of screen work (ArbStättV annex 6.1 (2)). */
const SCREEN_BREAK = { everyMinutes: 75, minutes: 5 };
const QUERY_PAUSE = { aShift: 2, leastMinutes: 3, mostMinutes: 7 };
const SICK_SHARE = 0.06;

/**
 * Names and skills of the demonstration's team. Most can answer for a second city, some for all: agents are pooled,
 * contracts are not.
 *
 * @param homes queue, letter and head-count of each city's group
 */
export function simulatedTeam(
  homes: readonly { readonly queue: QueueName; readonly letter: string; readonly agents: number }[],
): readonly SimulatedAgent[] {
  const lengths = [510, 510, 510, 390, 510, 510, 270, 510];
  return homes.flatMap(({ queue, letter, agents }, home) =>
    Array.from({ length: agents }, (_, index) => ({
      name: agentName(`${letter}-${String(index + 1).padStart(3, '0')}`),
      queues: [
        queue,
        ...homes.filter((_other, at) => at !== home && speaksFor(index, home, at)).map((h) => h.queue),
      ],
      shiftMinutes: lengths[index % lengths.length] ?? 510,
    })),
  );
}

/** Everybody outside the largest group helps the largest; every second or third the others. */
function speaksFor(index: number, home: number, other: number): boolean {
  return (other === 0 && home > 0) || index % (other + 1) === 0;
}

/**
 * Puts agents on duty until the need is met as well as quarter-hour starts allow: each in turn gets the start that
 * fills most of what is missing. Then lunch goes where most are to spare.
 */
export function simulatedShifts(
  team: readonly SimulatedAgent[],
  need: PresenceNeed,
  random: Random,
): readonly AgentScenario[] {
  const missing = [...need.agents];
  const onDuty: { agent: SimulatedAgent; shift: Span }[] = [];
  for (const agent of shuffled(team, random)) {
    if (random() < SICK_SHARE) continue;
    const shift = bestShift(agent.shiftMinutes, need.intervals, missing);
    if (shift === undefined) continue;
    onDuty.push({ agent, shift });
    addPresence(missing, need.intervals, shift, -1);
  }
  return onDuty.map(({ agent, shift }) => ({
    name: agent.name,
    queues: agent.queues,
    shift,
    breaks: breaksOf(shift, need.intervals, missing, random),
  }));
}

/** @returns the shift that fills most; `undefined` where it would mostly stand beside others */
function bestShift(
  minutes: number,
  intervals: readonly Span[],
  missing: readonly number[],
): Span | undefined {
  const opening = intervals[0]?.from ?? instant(0);
  const closing = intervals.at(-1)?.to ?? opening;
  const latest = closing - minutes * MINUTE_MS;
  let best: { readonly start: number; readonly filled: number } | undefined;
  for (let start: number = opening; start <= latest; start += START_STEP_MINUTES * MINUTE_MS) {
    const end = start + minutes * MINUTE_MS;
    let filled = 0;
    for (const [index, { from, to }] of intervals.entries())
      if (from < end && to > start) filled += Math.min(1, Math.max(0, missing[index] ?? 0));
    if (best === undefined || filled > best.filled) best = { start, filled };
  }
  const worthwhile = (minutes / START_STEP_MINUTES) * 0.35;
  if (best === undefined || best.filled < worthwhile) return undefined;
  const end = best.start + minutes * MINUTE_MS;
  return {
    from: instant(best.start === opening ? opening - BEFORE_OPENING_MINUTES * MINUTE_MS : best.start),
    to: instant(end >= closing ? closing + AFTER_CLOSING_MINUTES * MINUTE_MS : end),
  };
}

function breaksOf(
  shift: Span,
  intervals: readonly Span[],
  missing: number[],
  random: Random,
): readonly AgentPause[] {
  const breaks: AgentPause[] = [];
  const minutes = (shift.to - shift.from) / MINUTE_MS;
  const pause = (at: number, length: number, reason: string): AgentPause => ({
    from: instant(Math.round(at)),
    to: instant(Math.round(at + length * MINUTE_MS)),
    reason,
  });
  if (minutes > LUNCH.forShiftsOver) {
    const lunch = bestLunch(shift, intervals, missing);
    addPresence(missing, intervals, lunch, 1);
    breaks.push({ ...lunch, reason: 'Mittagspause' });
  }
  for (
    let at = SCREEN_BREAK.everyMinutes * (0.6 + 0.4 * random());
    at < minutes - 20;
    at += SCREEN_BREAK.everyMinutes
  )
    breaks.push(pause(shift.from + at * MINUTE_MS, SCREEN_BREAK.minutes, 'Bildschirmpause'));
  for (let count = 0; count < QUERY_PAUSE.aShift; count += 1) {
    const length = QUERY_PAUSE.leastMinutes + random() * (QUERY_PAUSE.mostMinutes - QUERY_PAUSE.leastMinutes);
    breaks.push(pause(shift.from + random() * (minutes - 15) * MINUTE_MS, length, 'Rückfrage'));
  }
  return breaks.sort((a, b) => a.from - b.from);
}

function bestLunch(shift: Span, intervals: readonly Span[], missing: readonly number[]): Span {
  let best = { from: shift.from + LUNCH.earliestAfter * MINUTE_MS, spare: -Infinity };
  const length = LUNCH.minutes * MINUTE_MS;
  for (let after = LUNCH.earliestAfter; after <= LUNCH.latestAfter; after += START_STEP_MINUTES) {
    const from = shift.from + after * MINUTE_MS;
    let spare = 0;
    for (const [index, interval] of intervals.entries())
      if (interval.from < from + length && interval.to > from) spare -= missing[index] ?? 0;
    if (spare > best.spare) best = { from, spare };
  }
  return { from: instant(best.from), to: instant(best.from + length) };
}

function addPresence(missing: number[], intervals: readonly Span[], span: Span, agents: number): void {
  for (const [index, { from, to }] of intervals.entries())
    if (from < span.to && to > span.from) missing[index] = (missing[index] ?? 0) + agents;
}

/** In an order drawn by chance. */
function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const order = items.map((item) => ({ item, rank: random() }));
  return order.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}
