import { newCityJob, requirementJob } from '../../contract/staffing-job.ts';
import { listAgents } from '../../organisation/people/agent-store.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { defineJob, type DefinedJob, type JobRight } from '../../platform/jobs/define-job.ts';
import { daysToStaff } from './days-to-staff.ts';
import { newCityTask } from './new-city-task.ts';
import type { PlanRouteOptions } from './planning-tools.ts';
import { saveRequirement } from './requirement-store.ts';
import { skillSetsOn } from './skill-sets.ts';
import type { RequirementTask } from './staffing-task.ts';

const PLANNERS_OF_ALL: JobRight = { roles: ['planner'], of: 'allCities' };
const RIGHTS = { mayStart: PLANNERS_OF_ALL, mayRead: PLANNERS_OF_ALL, mayCancel: PLANNERS_OF_ALL };

/** A requirement with the simulator as judge, for the centre's own skill groups; it is stored as a run. */
export function defineRequirementJob({ db, now, tools }: PlanRouteOptions): DefinedJob {
  return defineJob({
    contract: requirementJob,
    cores: 1,
    ...RIGHTS,
    prepare: async (asked): Promise<RequirementTask> => {
      const inputs = { ...asked, seed: asked.seed ?? 1 };
      const { centre, forecast } = await daysToStaff(inputs, { db, tools });
      const skillSets = skillSetsOn(await listAgents(db), inputs.from);
      return { kind: 'requirement', forecast, cities: centre.cities, inputs, skillSets, seed: inputs.seed };
    },
    run: async (task, { author, cancelled, report }) => {
      const onProgress = (fraction: number): void => report({ fraction });
      const result = await tools.staffing(task, { cancelled, onProgress });
      if (result.kind !== 'requirement') throw new TypeError(`asked for a requirement, got ${result.kind}`);
      const actor = { accountId: author, now: now() };
      const requirementId = await saveRequirement(db, task.inputs, result.days, actor);
      const days = result.days.map(({ date, holds, groups, staffings }) => ({
        date,
        holds,
        groups: groups.map(({ cities, requiredAgents }) => ({
          cities: [...cities],
          requiredAgents: [...requiredAgents],
        })),
        staffings: [...staffings],
      }));
      return { requirementId, days };
    },
  });
}

/** A city that may join: what it would need, pay and do to the others. */
export function defineNewCityJob({ db, tools }: Omit<PlanRouteOptions, 'now'>): DefinedJob {
  return defineJob({
    contract: newCityJob,
    cores: 1,
    ...RIGHTS,
    prepare: async (wanted) => {
      const { centre, forecast } = await daysToStaff(wanted.inputs, { db, tools });
      const [day] = forecast;
      if (day === undefined) throw new HttpError(409, 'no-forecast');
      return newCityTask(wanted, centre, day);
    },
    run: async (task, { cancelled, report }) => {
      const result = await tools.staffing(task, {
        cancelled,
        onProgress: (fraction) => report({ fraction }),
      });
      if (result.kind !== 'newCity') throw new TypeError(`asked for a new city, got ${result.kind}`);
      return result.answer;
    },
  });
}
