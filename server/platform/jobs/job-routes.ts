import { Router } from 'express';
import { listJobsSchema, startJobSchema, type Job } from '../../contract/job.ts';
import { HttpError } from '../http/http-error.ts';
import { readBody, readInput } from '../http/read-body.ts';
import { accessOf } from '../http/require-access.ts';
import { signedInPerson } from '../http/signed-in.ts';
import { hasRight, requireRight } from './define-job.ts';
import type { StoredJob } from './job-store.ts';
import type { Jobs } from './jobs.ts';

/** Long work of every kind: started, looked at, ended, run again. Who may do what is each kind's own. */
export function jobRoutes(jobs: Jobs): Router {
  const router = Router();

  router.get('/api/v1/jobs', async (request, response) => {
    const { kind } = readInput(listJobsSchema, request.query);
    const access = accessOf(request);
    const kinds = jobs
      .kinds()
      .filter((known) => (kind === undefined || known.kind === kind) && hasRight(access, known.mayRead))
      .map((known) => known.kind);
    response.json({ jobs: (await jobs.list(kinds)).map(listedJob) });
  });

  router.post('/api/v1/jobs', async (request, response) => {
    const { kind } = readBody(startJobSchema, request);
    requireRight(accessOf(request), jobs.definitionOf(kind).mayStart);
    const { job } = await jobs.start(kind, inputIn(request.body), signedInPerson(request).accountId);
    response.status(202).json(job);
  });

  router.get('/api/v1/jobs/:job', async (request, response) => {
    const job = await jobs.find(request.params.job);
    requireRight(accessOf(request), jobs.definitionOf(job.kind).mayRead);
    response.json(jobAnswer(job));
  });

  router.get('/api/v1/jobs/:job/result', async (request, response) => {
    const job = await jobs.find(request.params.job);
    const { mayRead, resultFor } = jobs.definitionOf(job.kind);
    requireRight(accessOf(request), mayRead);
    const result = await jobs.resultOf(job.id);
    if (result === undefined) throw new HttpError(404, 'job-without-result');
    response.json(resultFor(result, accessOf(request)));
  });

  router.post('/api/v1/jobs/:job/cancel', async (request, response) => {
    const job = await jobs.find(request.params.job);
    requireRight(accessOf(request), jobs.definitionOf(job.kind).mayCancel);
    jobs.cancel(job.id);
    response.status(204).end();
  });

  router.post('/api/v1/jobs/:job/again', async (request, response) => {
    const former = await jobs.find(request.params.job);
    requireRight(accessOf(request), jobs.definitionOf(former.kind).mayStart);
    const { job } = await jobs.again(former.id, signedInPerson(request).accountId);
    response.status(202).json(job);
  });

  return router;
}

/** What the job is asked, which its kind parses once it is known who asks. */
function inputIn(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'input' in body ? body.input : undefined;
}

/** How far it came is said of an ended job where it is looked at alone: of an optimiser's run that is long. */
function listedJob(job: StoredJob): Job {
  return { ...jobAnswer(job), progress: job.endedAt === null ? job.progress : null };
}

/** Without what it was asked and by whom. */
export function jobAnswer({ input: _input, author: _author, ...job }: StoredJob): Job {
  return job;
}
