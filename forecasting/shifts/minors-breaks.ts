import { SHORTEST_BREAK_PART_MINUTES } from './legal-breaks.ts';
import type { MinuteSpan } from './shift-pattern.ts';

/** People under eighteen work no longer than this without a break (JArbSchG § 11 (2) sentence 3). */
const LONGEST_WORK_OF_MINORS_MINUTES = 4.5 * 60;
/** Their breaks begin no earlier after the start, and end no later before the end (JArbSchG § 11 (2) sentence 1). */
const LEAST_WORK_BESIDE_MINORS_BREAK_MINUTES = 60;

/** Least total break of people under eighteen (JArbSchG § 11 (1)). @param workMinutes working time without breaks */
export function minorsBreakMinutes(workMinutes: number): number {
  if (workMinutes > 6 * 60) return 60;
  return workMinutes > LONGEST_WORK_OF_MINORS_MINUTES ? 30 : 0;
}

/** By how many minutes the breaks of a shift miss what people under eighteen are owed; 0 where they have it. */
export function missingMinorsBreak(
  { startMinute, endMinute }: MinuteSpan,
  breaks: readonly MinuteSpan[],
): number {
  const counted = breaks.filter(
    (pause) => pause.endMinute - pause.startMinute >= SHORTEST_BREAK_PART_MINUTES,
  );
  const minutesOf = (spans: readonly MinuteSpan[]): number =>
    spans.reduce((sum, pause) => sum + pause.endMinute - pause.startMinute, 0);
  const worked = endMinute - startMinute - minutesOf(breaks);
  const edges = [
    { startMinute, endMinute: startMinute },
    ...counted.toSorted((one, other) => one.startMinute - other.startMinute),
    { startMinute: endMinute, endMinute },
  ];
  const stretches = edges
    .slice(1)
    .map((edge, at) => edge.startMinute - (edges[at]?.endMinute ?? startMinute));
  const beside = counted.length === 0 ? [] : [stretches.at(0) ?? 0, stretches.at(-1) ?? 0];
  return Math.max(
    0,
    minorsBreakMinutes(worked) - minutesOf(counted),
    Math.max(...stretches) - LONGEST_WORK_OF_MINORS_MINUTES,
    ...beside.map((stretch) => LEAST_WORK_BESIDE_MINORS_BREAK_MINUTES - stretch),
  );
}
