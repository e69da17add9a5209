import * as v from 'valibot';
import { ruleNames } from '../../../forecasting/roster/index.ts';
import { isPlainDate } from '../../../forecasting/time/index.ts';

const date = v.pipe(
  v.string(),
  v.guard(isPlainDate, ({ received }) => `must be an existing day YYYY-MM-DD, got ${received}`),
);
const id = v.pipe(v.string(), v.minLength(1));
const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const minutes = v.pipe(v.number(), v.minValue(0));
const weight = v.pipe(v.number(), v.minValue(0));
const weekday = v.picklist([1, 2, 3, 4, 5, 6, 7]);
const span = v.strictObject({ startMinute: minute, endMinute: minute });
const activity = {
  startMinute: minute,
  endMinute: minute,
  kind: v.picklist(['meeting', 'training']),
  label: id,
} as const;

/** Published working days next to the plan. */
const daysBeside = v.exactOptional(
  v.array(
    v.strictObject({ date, startMinute: minute, endMinute: minute, paidMinutes: v.exactOptional(minutes) }),
  ),
);

const agent = v.strictObject({
  id,
  name: id,
  city: v.exactOptional(id),
  contract: id,
  employment: v.exactOptional(v.strictObject({ from: v.exactOptional(date), until: v.exactOptional(date) })),
  skills: v.array(v.strictObject({ skill: id, from: v.exactOptional(date), until: v.exactOptional(date) })),
  absences: v.array(
    v.strictObject({
      from: date,
      until: date,
      kind: v.picklist(['leave', 'sick', 'training', 'release', 'other']),
      creditedMinutesPerDay: v.exactOptional(minutes),
    }),
  ),
  availability: v.exactOptional(v.array(v.strictObject({ weekday, spans: v.array(span) }))),
  wishes: v.array(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('dayOff'), date, weight }),
      v.strictObject({ kind: v.picklist(['workWithin', 'avoidWithin']), date, span, weight }),
    ]),
  ),
  burdens: v.exactOptional(
    v.strictObject({
      early: count,
      late: count,
      fridayLate: count,
      saturday: count,
      carnival: count,
      yearEnd: count,
      wishesRefused: count,
    }),
  ),
  wishesGranted: v.exactOptional(count),
  past: daysBeside,
  next: daysBeside,
  protections: v.exactOptional(
    v.array(
      v.strictObject({
        kind: v.picklist(['minor', 'maternity', 'severelyDisabled']),
        from: v.exactOptional(date),
        until: v.exactOptional(date),
      }),
    ),
  ),
  beside: v.exactOptional(v.strictObject({ paidMinutes: minutes, owedMinutes: minutes })),
  workedBefore: v.exactOptional(v.strictObject({ paidMinutes: minutes, workdays: count })),
  sundaysWorked: v.exactOptional(count),
});

const duties = v.exactOptional(v.pipe(v.number(), v.minValue(0)));
const burdensPerPerson = v.strictObject({
  early: duties,
  late: duties,
  fridayLate: duties,
  saturday: duties,
  carnival: duties,
  yearEnd: duties,
  wishesRefused: duties,
});

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone !== '';
  } catch {
    return false;
  }
}

/** The product's own roster problem file (docs/rostering.md). */
export const rosterProblemSchema = v.strictObject({
  title: v.string(),
  zone: v.pipe(
    v.string(),
    v.check(isTimeZone, ({ received }) => `must be an IANA zone such as Europe/Berlin, got ${received}`),
  ),
  intervalMinutes: v.picklist([15, 30]),
  days: v.pipe(
    v.array(
      v.strictObject({
        date,
        open: v.exactOptional(span),
        isHoliday: v.boolean(),
        isCarnival: v.exactOptional(v.boolean()),
      }),
    ),
    v.minLength(1),
    v.maxLength(56),
  ),
  groups: v.pipe(
    v.array(v.strictObject({ id, skills: v.pipe(v.array(id), v.minLength(1)) })),
    v.minLength(1),
  ),
  demand: v.array(
    v.strictObject({ group: id, scheduledAgents: v.array(v.array(v.pipe(v.number(), v.minValue(0)))) }),
  ),
  patterns: v.pipe(
    v.array(
      v.strictObject({
        id,
        label: v.string(),
        earliestStartMinute: minute,
        latestStartMinute: minute,
        startStepMinutes: v.pipe(v.number(), v.integer(), v.minValue(1)),
        workMinutes: v.pipe(v.number(), v.integer(), v.minValue(15), v.maxValue(600)),
        breakMinutes: v.exactOptional(minutes),
        weekdays: v.exactOptional(v.array(weekday)),
      }),
    ),
    v.minLength(1),
  ),
  contracts: v.pipe(
    v.array(
      v.strictObject({
        id,
        weeklyMinutes: minutes,
        balanceMinutes: minutes,
        maxDayMinutes: minutes,
        maxDaysPerWeek: count,
        maxRunDays: count,
        minRunDays: count,
        minRestDays: count,
        maxWeekends: count,
        earliestStartMinute: minute,
        latestEndMinute: minute,
      }),
    ),
    v.minLength(1),
  ),
  agents: v.pipe(v.array(agent), v.minLength(1)),
  seats: v.array(v.strictObject({ city: id, agents: count, startMinute: minute, endMinute: minute })),
  pins: v.array(
    v.variant('kind', [
      v.strictObject({
        kind: v.literal('shift'),
        agent: id,
        date,
        pattern: id,
        startMinute: minute,
        group: id,
      }),
      v.strictObject({ kind: v.literal('off'), agent: id, date }),
    ]),
  ),
  activities: v.exactOptional(v.array(v.strictObject({ ...activity, date, agents: v.array(id) }))),
  screenBreaks: v.exactOptional(
    v.strictObject({
      minutesPerHour: v.pipe(v.number(), v.minValue(0), v.maxValue(15)),
      shrinkage: v.pipe(v.number(), v.minValue(0), v.maxValue(0.9, 'a share: 0.3 is thirty per cent')),
    }),
  ),
  notice: v.exactOptional(v.strictObject({ publishedOn: date, days: count })),
  burdensPerPerson: v.exactOptional(burdensPerPerson),
  sundayWorkAllowed: v.boolean(),
  rules: v.record(
    v.picklist(ruleNames),
    v.strictObject({ enabled: v.exactOptional(v.boolean()), weight: v.exactOptional(weight) }),
  ),
});

/** A roster of such a problem. */
export const rosterSchema = v.object({
  shifts: v.array(
    v.strictObject({
      agent: id,
      date,
      pattern: id,
      startMinute: minute,
      endMinute: minute,
      group: id,
      breaks: v.array(span),
      activities: v.exactOptional(v.array(v.strictObject(activity))),
      pinned: v.exactOptional(v.boolean()),
    }),
  ),
});
