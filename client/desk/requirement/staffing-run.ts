import type { RequirementInputs } from '../../../server/contract/plan.ts';
import type { ShareDone } from '../../../server/contract/job.ts';
import type { SimulatedRequirement } from '../../../server/contract/staffing-job.ts';
import type { Desk } from '../shell/desk.svelte.ts';
import type { JobRun } from '../shell/job-run.svelte.ts';

/** A requirement with the simulator as judge, under way at the server. */
export type StaffingRun = JobRun<RequirementInputs, ShareDone, SimulatedRequirement>;

/** What went wrong with a simulation; empty while all is well. */
export function staffingProblem(
  { failure, state }: Pick<JobRun<unknown, unknown, unknown>, 'failure' | 'state'>,
  desk: Desk,
): string {
  if (failure !== null) return desk.wordsFor(failure);
  return state === 'failed' || state === 'interrupted' ? desk.wordsFor('internal') : '';
}
