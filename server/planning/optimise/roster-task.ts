import type { DutyModel, Plan, PlanPart } from '../../../forecasting/roster/index.ts';

/** What a roster worker is asked to do. */
export interface RosterTask {
  readonly model: DutyModel;
  readonly seed: number;
  /** The same for all searchers of a problem: the same seed gives the same first roster. */
  readonly firstSeed: number;
  /** `columns`: bounds and dives first; `anneal`: annealing first. Both end by improving the best plan known. */
  readonly role: 'anneal' | 'columns';
  /** Milliseconds since 1970 by which the last plan must have been sent. */
  readonly deadline: number;
  /** Which of how many searchers this is, from 0. */
  readonly position: number;
  readonly searchers: number;
  /** Continue from here instead of building a first roster. */
  readonly start?: Plan;
}

/** What a roster worker reports while it runs. */
export interface RosterNews {
  readonly plan?: Plan;
  /** No roster is cheaper than this. */
  readonly bound?: number;
  /** A part of a plan in the making, for the other searchers. */
  readonly part?: PlanPart;
  /** Agents without any lawful calendar, by position in the model. */
  readonly impossible?: readonly number[];
}

export function isRosterTask(value: unknown): value is RosterTask {
  return (
    typeof value === 'object' && value !== null && 'model' in value && 'deadline' in value && 'role' in value
  );
}

export function isRosterNews(value: unknown): value is RosterNews {
  return (
    typeof value === 'object' &&
    value !== null &&
    ('plan' in value || 'bound' in value || 'impossible' in value || 'part' in value)
  );
}
