import * as v from 'valibot';
import { personDutiesSchema, type PersonDuties } from '../../../server/contract/person-duties.ts';
import type { Desk } from '../shell/desk.svelte.ts';
import { formatDay } from '../../text/format.ts';
import { timeText } from './person-form.ts';

type PublishedDuty = PersonDuties['duties'][number];

/** What is published for somebody from a day on, read once for a form that would touch it. */
export class PublishedDuties {
  found = $state.raw<PersonDuties | null>(null);

  async load(desk: Desk, agentId: string, from: string): Promise<void> {
    const path = `/api/v1/people/${encodeURIComponent(agentId)}/duties?from=${from}`;
    const answer = await desk.session.api.get(path, (body) => v.parse(personDutiesSchema, body));
    if (answer.ok) this.found = answer.value;
  }

  within(from: string, until: string): readonly PublishedDuty[] {
    return (this.found?.duties ?? []).filter(({ day }) => from <= day && day <= until);
  }
}

const MOST_NAMED = 5;

/** `Mo 7. Dez. 08:00–16:30, … + 3` */
export function dutiesInWords(duties: readonly PublishedDuty[], language: 'de' | 'en'): string {
  const named = duties
    .slice(0, MOST_NAMED)
    .map(
      ({ day, startMinute, endMinute }) =>
        `${formatDay(day, language)} ${timeText(startMinute)}–${timeText(endMinute)}`,
    );
  const more = duties.length - named.length;
  return [...named, ...(more > 0 ? [`+ ${more}`] : [])].join(', ');
}
