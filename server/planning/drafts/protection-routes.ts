import { Router, type Request } from 'express';
import { writeAudit } from '../../platform/store/audit.ts';
import { protectionsSchema, type ProtectionsAnswer } from '../../contract/protection.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { signedInPerson } from '../../platform/http/signed-in.ts';
import { personInReach } from '../../organisation/people/sight.ts';
import { inTransaction } from '../../platform/store/in-transaction.ts';
import type { PlanRouteOptions } from '../requirement/planning-tools.ts';
import { readProtections, saveProtections } from './protection-store.ts';

/** Legal protections of single persons. The audit notes that they changed, never what they say. */
export function protectionRoutes({ db, now }: Pick<PlanRouteOptions, 'db' | 'now'>): Router {
  const router = Router();

  router.get('/api/v1/people/:agent/protections', async (request, response) => {
    const agentId = await agentInReach(request);
    const protections = (await readProtections(db)).get(agentId) ?? [];
    response.set('cache-control', 'no-store').json({
      protections: protections.map(({ kind, from, until }) => ({
        kind,
        from: from ?? null,
        until: until ?? null,
      })),
    } satisfies ProtectionsAnswer);
  });

  router.put('/api/v1/people/:agent/protections', async (request, response) => {
    const agentId = await agentInReach(request);
    const { protections } = readBody(protectionsSchema, request);
    await inTransaction(db, async (tx) => {
      await saveProtections(tx, agentId, protections);
      await writeAudit(tx, {
        at: now(),
        accountId: signedInPerson(request).accountId,
        action: 'person:protectionsChanged',
        subject: agentId,
      });
    });
    response.status(204).end();
  });

  async function agentInReach(request: Request<{ agent: string }>): Promise<string> {
    return (await personInReach(db, request, request.params.agent)).id;
  }

  return router;
}
