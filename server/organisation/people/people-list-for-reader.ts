import type { PersonRow } from '../../contract/people-list.ts';
import type { Agent } from '../../contract/people.ts';

/**
 * A person as one reader may have them. When somebody came and when they will go is for those who plan or keep them, and so
 * are the hours that they can work. Every field is named, so that a new one does not compile until somebody has decided.
 */
export function personRowFor(
  agent: Agent,
  { keeps, today }: { readonly keeps: boolean; readonly today: string },
): PersonRow {
  const { id, name, team, city, telephoneName, skills, contract, employment, ...undecided } = agent;
  undecided satisfies Record<string, never>;
  const { weeklyMinutes, daysPerWeek } = contract;
  return {
    id,
    name,
    team,
    city,
    telephoneName,
    skills,
    weeklyMinutes,
    daysPerWeek,
    hasLeft: employment.until !== null && employment.until < today,
    employment: keeps ? employment : null,
  };
}
