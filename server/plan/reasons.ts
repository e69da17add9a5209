import type { PlainDate } from '../../forecasting/time/plain-date.ts';
import type { RosterShift } from '../../forecasting/roster/roster.ts';
import type { RosterProblem } from '../../forecasting/roster/problem.ts';
import type { Reason } from '../contract/schedule.ts';
import type { Db } from '../store/schema.ts';
import { findPublication } from './publication-store.ts';

/** Why a person has the shift of a day: the demand it meets, tested by taking it away; the rules it keeps; a pin. */
export async function reasonsFor(db: Db, agentId: string, day: PlainDate): Promise<readonly Reason[]> {
  const row = await db
    .selectFrom('duty')
    .select('publication')
    .where('agent_id', '=', agentId)
    .where('day', '=', day)
    .executeTakeFirst();
  const publication = row === undefined ? undefined : await findPublication(db, row.publication);
  const shift = publication?.roster.shifts.find((one) => one.agent === agentId && one.date === day);
  if (publication === undefined || shift === undefined) return [];
  const { problem, roster } = publication;
  return [
    ...demandReason(problem, roster.shifts, shift),
    ...restReason(roster.shifts, shift),
    ...(shift.pinned === true
      ? [
          {
            kind: 'pinned',
            de: 'Die Planung hat diese Schicht fixiert.',
            en: 'Planning has pinned this shift.',
          } as const,
        ]
      : []),
  ];
}

/** Intervals in which the shift's group would be short without it. */
function demandReason(
  problem: RosterProblem,
  shifts: readonly RosterShift[],
  shift: RosterShift,
): readonly Reason[] {
  const dayIndex = problem.days.findIndex(({ date }) => date === shift.date);
  const need = problem.demand.find(({ group }) => group === shift.group)?.scheduledAgents[dayIndex] ?? [];
  const fellows = shifts.filter(
    (other) => other.date === shift.date && other.group === shift.group && other.agent !== shift.agent,
  );
  const short: number[] = [];
  need.forEach((agents, at) => {
    const minute = at * problem.intervalMinutes;
    if (worksAt(shift, minute) && fellows.filter((other) => worksAt(other, minute)).length < agents)
      short.push(minute);
  });
  const first = short.at(0);
  const last = short.at(-1);
  if (first === undefined || last === undefined) {
    return [
      {
        kind: 'demand',
        de: 'Auch ohne diese Schicht wäre der Bedarf gedeckt; sie füllt die Vertragsstunden.',
        en: 'The requirement would be met without this shift; it fills the contract hours.',
      },
    ];
  }
  const span = `${clock(first)}–${clock(last + problem.intervalMinutes)}`;
  const hours = (short.length * problem.intervalMinutes) / 60;
  return [
    {
      kind: 'demand',
      de: `Ohne diese Schicht fehlte zwischen ${span} eine Person, zusammen ${hours.toLocaleString('de-DE')} h.`,
      en: `Without this shift one person would be missing between ${span}, ${hours.toLocaleString('en-GB')} h in all.`,
    },
  ];
}

function worksAt(shift: RosterShift, minute: number): boolean {
  return (
    shift.startMinute <= minute &&
    minute < shift.endMinute &&
    !shift.breaks.some((pause) => pause.startMinute <= minute && minute < pause.endMinute)
  );
}

/** Rest before the shift, in wall-clock time; the checker works with elapsed time. */
function restReason(shifts: readonly RosterShift[], shift: RosterShift): readonly Reason[] {
  const before = shifts
    .filter((other) => other.agent === shift.agent && other.date < shift.date)
    .sort((one, other) => (one.date < other.date ? 1 : -1))[0];
  if (before === undefined) return [];
  const days = Math.round((Date.parse(shift.date) - Date.parse(before.date)) / 86_400_000);
  if (days !== 1) return [];
  const minutes = 24 * 60 - before.endMinute + shift.startMinute;
  const rest = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return [
    {
      kind: 'rule',
      de: `Ruhezeit davor ${rest} h, vorgeschrieben sind 11 h (ArbZG § 5).`,
      en: `Rest before it ${rest} h; the law asks for 11 h (ArbZG § 5).`,
    },
  ];
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
