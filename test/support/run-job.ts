import { expect } from 'vitest';
import { openJobSupport, type JobSupport } from '../../server/platform/jobs/job-support.ts';
import type { Db } from '../../server/platform/store/schema.ts';
import { DESK_NOW, field, type DeskClient } from './desk-server.ts';
import { eventually } from './eventually.ts';

/** Support for jobs of a test's server; failures are states of theirs, and nobody else's business. */
export function jobSupport(
  db: Db,
  now: () => number = () => DESK_NOW,
  onFailure: (error: unknown) => void = () => undefined,
): Promise<JobSupport> {
  return openJobSupport({ db, now, onFailure });
}

/** Asks for a job. @returns its identity */
export async function startJob(client: DeskClient, kind: string, input: unknown): Promise<string> {
  const { status, body } = await client.send('POST', '/api/v1/jobs', { kind, input });
  expect([status, body]).toEqual([202, expect.objectContaining({ kind })]);
  return String(field(body, 'id'));
}

/** Waits until a job has ended. @returns how it stands then */
export function endedJob(client: DeskClient, id: string): Promise<unknown> {
  return eventually(async () => {
    const { body } = await client.send('GET', `/api/v1/jobs/${id}`);
    expect(field(body, 'endedAt')).not.toBeNull();
    return body;
  }, 60_000);
}

/** Runs a job to its good end. @returns what it left */
export async function runJob(client: DeskClient, kind: string, input: unknown): Promise<unknown> {
  const id = await startJob(client, kind, input);
  expect(await endedJob(client, id)).toMatchObject({ state: 'done', hasResult: true });
  return (await client.send('GET', `/api/v1/jobs/${id}/result`)).body;
}
