import type { Roster, RosterProblem } from '../../../forecasting/roster/index.ts';
import type { Instant } from '../../../forecasting/time/index.ts';
import {
  isProposal,
  optimiseJob,
  type OptimiseInput,
  type OptimiseProgress,
} from '../../contract/optimiser.ts';
import type { OptimiserOrigin } from '../../contract/roster-origin.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { defineJob, type DefinedJob, type JobRight } from '../../platform/jobs/define-job.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { Db } from '../../platform/store/schema.ts';
import { fingerprintOf } from '../published/roster-origin.ts';
import type { PlanningTools } from '../requirement/planning-tools.ts';

export interface OptimiseJobOptions {
  readonly db: Db;
  readonly now: () => Instant;
  readonly optimise: PlanningTools['optimise'];
  /** Cores that a search keeps busy. */
  readonly cores: number;
  readonly findDraft: FindDraft;
}

/** A draft as a search needs it. */
type FindDraft = (
  db: Db,
  id: string,
) => Promise<{ readonly problem: RosterProblem; readonly roster: Roster } | undefined>;

/** Enough points to draw how a run went; more would only be sent in vain. */
const MOST_POINTS = 200;

/** A run is about everybody, and is looked at by those who may start one. */
const PLANNERS_OF_ALL: JobRight = { roles: ['planner'], of: 'allCities' };

/** Searches for a better roster beside a draft: the draft stays as it is until a planner takes the proposal. */
export function defineOptimiseJob({ db, now, optimise, cores, findDraft }: OptimiseJobOptions): DefinedJob {
  return defineJob({
    contract: optimiseJob,
    cores,
    leavesPartial: true,
    mayStart: PLANNERS_OF_ALL,
    mayRead: PLANNERS_OF_ALL,
    mayCancel: PLANNERS_OF_ALL,
    prepare: async (input: OptimiseInput) => {
      const draft = await findDraft(db, input.draft);
      if (draft === undefined) throw new HttpError(404, 'draft-unknown');
      return { input, draft };
    },
    run: async ({ input, draft }, job) => {
      const { seconds, seed, changesCost, keep } = input;
      const began = now();
      let progress = nothingYet(seconds);
      job.report(progress);
      const { roster, objective, bound, blocked } = await optimise({
        problem: draft.problem,
        present: draft.roster,
        changesCost,
        keep,
        seconds,
        seed,
        cancelled: job.cancelled,
        onProgress: (news) => {
          if (!Number.isFinite(news.objective)) return;
          progress = { ...progress, ...news, trajectory: prolonged(progress.trajectory, news) };
          job.report(progress);
        },
      });
      job.report({ ...progress, objective, bound });
      const at = now();
      const tookSeconds = (at - began) / 1000;
      return { draft: input.draft, roster, objective, bound, blocked, seed, seconds, tookSeconds, at };
    },
  });
}

/** How a proposal for this draft was made; `null` where the run is not known any more. */
export async function originOfProposal(
  jobs: Pick<Jobs, 'resultOf'>,
  id: string,
  draftId: string,
): Promise<OptimiserOrigin | null> {
  const proposal = await jobs.resultOf(id);
  if (!isProposal(proposal) || proposal.draft !== draftId) return null;
  const { seed, seconds, tookSeconds, objective, bound, at, roster } = proposal;
  return { seed, seconds, tookSeconds, objective, bound, at, fingerprint: fingerprintOf(roster) };
}

function nothingYet(allSeconds: number): OptimiseProgress {
  return { seconds: 0, allSeconds, objective: null, bound: null, covered: null, trajectory: [] };
}

function prolonged(
  trajectory: OptimiseProgress['trajectory'],
  { seconds, objective, bound }: OptimiseProgress['trajectory'][number],
): OptimiseProgress['trajectory'] {
  const last = trajectory.at(-1);
  if (last?.objective === objective && last.bound === bound) return trajectory;
  const longer = [...trajectory, { seconds, objective, bound }];
  return longer.length > MOST_POINTS ? longer.filter((_point, at) => at % 2 === 0) : longer;
}
