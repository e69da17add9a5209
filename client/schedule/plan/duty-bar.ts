import type { Duty, DutyBody } from '../../../server/contract/schedule.ts';

/** Minutes of the day between which every bar of the page is drawn, so that bars can be compared. */
export interface BarAxis {
  readonly fromMinute: number;
  readonly untilMinute: number;
  /** Full hours that carry a number. */
  readonly ticks: readonly number[];
}

interface BarPart {
  readonly kind: 'work' | 'break' | 'activity';
  readonly startMinute: number;
  readonly endMinute: number;
}

const USUAL = { from: 8 * 60, until: 18 * 60 };

/** From the earliest start to the latest end of all duties, never less than an office day. */
export function barAxis(duties: readonly Duty[]): BarAxis {
  const bodies = duties.flatMap(({ body, previous }) => (previous === null ? [body] : [body, previous]));
  const first = Math.min(USUAL.from, ...bodies.map(({ startMinute }) => startMinute));
  const last = Math.max(USUAL.until, ...bodies.map(({ endMinute }) => endMinute));
  const untilMinute = Math.ceil(last / 60) * 60;
  const fromMinute = Math.floor(first / 60) * 60;
  const step = untilMinute - fromMinute > 14 * 60 ? 240 : 120;
  const ticks: number[] = [];
  for (let tick = Math.ceil(fromMinute / step) * step; tick <= untilMinute; tick += step) ticks.push(tick);
  return { fromMinute, untilMinute, ticks };
}

/** Where a minute lies along the axis, 0 to 100 percent. */
export function percentOf({ fromMinute, untilMinute }: BarAxis, minute: number): number {
  const share = (minute - fromMinute) / (untilMinute - fromMinute);
  return Math.min(100, Math.max(0, share * 100));
}

/** A duty in the pieces that are drawn, from its start to its end without a hole; a break is drawn as a gap. */
export function barParts(body: Pick<DutyBody, 'startMinute' | 'endMinute' | 'breaks' | 'activities'>) {
  const parts: BarPart[] = [];
  let minute = body.startMinute;
  const inside = [
    ...body.breaks.map((pause) => ({ ...pause, kind: 'break' as const })),
    ...body.activities.map((activity) => ({ ...activity, kind: 'activity' as const })),
  ].toSorted((one, other) => one.startMinute - other.startMinute);
  for (const { kind, startMinute, endMinute } of inside) {
    if (startMinute > minute) parts.push({ kind: 'work', startMinute: minute, endMinute: startMinute });
    parts.push({ kind, startMinute, endMinute });
    minute = Math.max(minute, endMinute);
  }
  if (minute < body.endMinute) parts.push({ kind: 'work', startMinute: minute, endMinute: body.endMinute });
  return parts;
}
