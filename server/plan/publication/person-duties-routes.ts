import { Router, type Request } from 'express';
import { writeAudit } from '../../accounts/audit.ts';
import type { Agent } from '../../contract/people.ts';
import { dutySpanSchema, type PersonDuties } from '../../contract/person-duties.ts';
import { reachesCity } from '../../http/caller.ts';
import { HttpError } from '../../http/http-error.ts';
import { readInput } from '../../http/read-body.ts';
import { accessOf } from '../../http/require-access.ts';
import { signedInPerson } from '../../http/signed-in.ts';
import { findAgent } from '../../people/agent-store.ts';
import type { PeopleRouteOptions } from '../../people/people-routes.ts';
import { inTransaction } from '../../store/in-transaction.ts';
import { dutiesOf } from './duty-store.ts';
import { erasePerson } from './erase-person.ts';
import { keptDuties } from './kept-duties.ts';

/** What is published for a person, and removing one for whom nothing is. Others leave by their last day. */
export function personDutiesRoutes({
  db,
  now,
  onChanged,
}: Pick<PeopleRouteOptions, 'db' | 'now' | 'onChanged'>): Router {
  const router = Router();

  router.get('/api/v1/people/:agent/duties', async (request, response) => {
    const { id } = await agentInReach(request);
    const { from, until = '9999-12-31' } = readInput(dutySpanSchema, request.query);
    const duties = await dutiesOf(db, id, { from, until });
    response.set('cache-control', 'no-store').json({
      kept: await keptDuties(db, id),
      duties: duties
        .filter(({ status }) => status === 'planned')
        .map(({ day, body: { startMinute, endMinute } }) => ({ day, startMinute, endMinute })),
    } satisfies PersonDuties);
  });

  router.delete('/api/v1/people/:agent', async (request, response) => {
    const { id } = await agentInReach(request);
    await inTransaction(db, async (tx) => {
      const kept = await keptDuties(tx, id);
      if (kept !== null) throw new HttpError(409, 'person-in-rosters', { ...kept });
      await erasePerson(tx, id);
      await writeAudit(tx, {
        at: now(),
        accountId: signedInPerson(request).accountId,
        action: 'person:erased',
        subject: id,
      });
    });
    await onChanged();
    response.status(204).end();
  });

  async function agentInReach(request: Request<{ agent: string }>): Promise<Agent> {
    const agent = await findAgent(db, request.params.agent);
    if (agent === undefined) throw new HttpError(404, 'person-unknown');
    if (!reachesCity(accessOf(request).cities, agent.city)) throw new HttpError(403, 'not-your-city');
    return agent;
  }

  return router;
}
