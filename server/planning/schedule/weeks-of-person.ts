import { mondayOf, paidMinutes, plannedMinutesOfWeek } from '../../../forecasting/roster/index.ts';
import { addDays, plainDate, type PlainDate } from '../../../forecasting/time/index.ts';
import type { Agent } from '../../contract/people.ts';
import type { ScheduleAnswer } from '../../contract/schedule.ts';
import { listAbsences } from '../../organisation/people/absence-store.ts';
import type { Db } from '../../platform/store/schema.ts';
import { employmentOf } from '../drafts/people-of-draft.ts';
import { dutiesOf } from '../published/duty-store.ts';

/** Paid minutes that are published for a person, by calendar week: of all whole weeks within the days. */
export async function weeksOf(
  db: Db,
  { id, employment }: Pick<Agent, 'id' | 'employment'>,
  days: { readonly from: PlainDate; readonly until: PlainDate },
): Promise<ScheduleAnswer['weeks']> {
  const duties = (await dutiesOf(db, id, days))
    .filter(({ status }) => status === 'planned')
    .map(({ day, body }) => ({ date: plainDate(day), paidMinutes: paidMinutes(body) }));
  const absences = (await listAbsences(db, days.from, days.until, id)).map(({ from, until }) => ({
    from: plainDate(from),
    until: plainDate(until),
  }));
  const person = { absences, ...employmentOf(employment) };
  const weeks: ScheduleAnswer['weeks'] = [];
  for (
    let monday = mondayOf(addDays(days.from, 6));
    addDays(monday, 6) <= days.until;
    monday = addDays(monday, 7)
  )
    weeks.push({ monday, paidMinutes: plannedMinutesOfWeek(person, duties, monday) });
  return weeks;
}
