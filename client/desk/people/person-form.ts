import { clockTime } from '../../../forecasting/time/index.ts';
import type { Agent } from '../../../server/contract/people.ts';

/** A person as a form has them: text where people type. */
export interface PersonForm {
  id: string;
  name: string;
  team: string;
  city: string;
  telephoneName: string;
  weeklyHours: number;
  daysPerWeek: number;
  earliest: string;
  latest: string;
  /** First and last day of employment; empty: open. */
  firstDay: string;
  lastDay: string;
  skills: { city: string; from: string; until: string }[];
}

export const FULL_TIME_HOURS = 39;

export function formOfPerson(agent: Agent): PersonForm {
  const { contract } = agent;
  return {
    id: agent.id,
    name: agent.name,
    team: agent.team,
    city: agent.city,
    telephoneName: agent.telephoneName ?? '',
    weeklyHours: contract.weeklyMinutes / 60,
    daysPerWeek: contract.daysPerWeek,
    earliest: timeText(contract.earliestStartMinute),
    latest: timeText(contract.latestEndMinute),
    firstDay: agent.employment.from ?? '',
    lastDay: agent.employment.until ?? '',
    skills: agent.skills.map(({ city, from, until }) => ({ city, from: from ?? '', until: until ?? '' })),
  };
}

/** A full-time contract in the first city, to be changed. */
export function emptyPerson(city: string, team: string): PersonForm {
  return {
    id: '',
    name: '',
    team,
    city,
    telephoneName: '',
    weeklyHours: FULL_TIME_HOURS,
    daysPerWeek: 5,
    earliest: '07:00',
    latest: '18:00',
    firstDay: '',
    lastDay: '',
    skills: [{ city, from: '', until: '' }],
  };
}

/** What the form says; the contract judges it. A missing name is the number, a missing latest end midnight. */
export function personOf(form: PersonForm): Agent {
  const id = form.id.trim();
  return {
    id,
    name: form.name.trim() === '' ? id : form.name.trim(),
    team: form.team.trim(),
    city: form.city,
    telephoneName: form.telephoneName.trim() === '' ? null : form.telephoneName.trim(),
    contract: {
      weeklyMinutes: Math.round(form.weeklyHours * 60),
      daysPerWeek: form.daysPerWeek,
      earliestStartMinute: minuteOf(form.earliest, 0),
      latestEndMinute: minuteOf(form.latest, 24 * 60),
    },
    employment: employmentOf(form),
    skills: form.skills
      .map(({ city, from, until }) => ({ city, from: orNull(from), until: orNull(until) }))
      .toSorted(
        (one, other) =>
          one.city.localeCompare(other.city) || (one.from ?? '').localeCompare(other.from ?? ''),
      ),
  };
}

export function employmentOf({ firstDay, lastDay }: PersonForm): Agent['employment'] {
  return { from: orNull(firstDay), until: orNull(lastDay) };
}

/** @param employment `undefined`: nobody's */
export function isEmployed(day: string, employment: Agent['employment'] | undefined): boolean {
  if (employment === undefined) return false;
  return (employment.from ?? day) <= day && day <= (employment.until ?? day);
}

export function timeText(minute: number): string {
  if (minute >= 24 * 60) return '';
  return clockTime(minute);
}

export function minuteOf(time: string, ifEmpty: number): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours === undefined || minutes === undefined || time === '' ? ifEmpty : hours * 60 + minutes;
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
