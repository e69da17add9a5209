import type { IncomingMessage } from 'node:http';
import { viewerOf } from '../organisation/accounts/watching-people.ts';
import type { JobWatch } from '../live/push/job-rooms.ts';
import type { SignedInPerson } from '../platform/http/caller.ts';
import { HttpError } from '../platform/http/http-error.ts';
import { hasRight } from '../platform/jobs/define-job.ts';
import { jobAnswer, jobRoutes } from '../platform/jobs/job-routes.ts';
import type { JobSupport } from '../platform/jobs/job-support.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Room } from './compose.ts';

/** Long work as a part of the server. It stands before the parts whose work it does, as it is closed before them. */
export function jobModule({ jobs, close }: JobSupport): Room {
  return { routers: [jobRoutes(jobs)], jobs, close };
}

/** Lets people follow the jobs that they may read. */
export function jobWatch(
  jobs: Jobs,
  personBehind: (request: IncomingMessage) => Promise<SignedInPerson | undefined>,
): JobWatch {
  return {
    look: async (request, id) => {
      const person = await personBehind(request);
      if (person === undefined) return { outcome: { ok: false, code: 'not-allowed' } };
      try {
        const job = await jobs.find(id);
        const { mayRead } = jobs.definitionOf(job.kind);
        if (!hasRight({ caller: { kind: 'person', person } }, mayRead))
          return { outcome: { ok: false, code: 'not-allowed' } };
        return { outcome: { ok: true, job: jobAnswer(job) }, viewer: viewerOf(person) };
      } catch (error) {
        if (error instanceof HttpError) return { outcome: { ok: false, code: 'job-unknown' } };
        throw error;
      }
    },
    onChange: (listener) => jobs.onChange(listener),
  };
}
