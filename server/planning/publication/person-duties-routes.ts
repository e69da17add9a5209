import { Router } from 'express';
import { writeAudit } from '../../platform/store/audit.ts';
import { dutySpanSchema, type PersonDuties } from '../../contract/person-duties.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { MOST_LISTED } from '../../platform/http/answer-bounds.ts';
import { readInput } from '../../platform/http/read-body.ts';
import { signedInPerson } from '../../platform/http/signed-in.ts';
import type { PeopleRouteOptions } from '../../organisation/people/people-routes.ts';
import { personInReach } from '../../organisation/people/sight.ts';
import { inTransaction } from '../../platform/store/in-transaction.ts';
import { dutiesOf } from '../published/duty-store.ts';
import { erasePerson } from './erase-person.ts';
import { keptDuties } from '../published/kept-duties.ts';

/** What is published for a person, and removing one for whom nothing is. Others leave by their last day. */
export function personDutiesRoutes({
  db,
  now,
  onChanged,
}: Pick<PeopleRouteOptions, 'db' | 'now' | 'onChanged'>): Router {
  const router = Router();

  router.get('/api/v1/people/:agent/duties', async (request, response) => {
    const { id } = await personInReach(db, request, request.params.agent);
    const { from, until = '9999-12-31' } = readInput(dutySpanSchema, request.query);
    const duties = await dutiesOf(db, id, { from, until });
    response.set('cache-control', 'no-store').json({
      kept: await keptDuties(db, id),
      duties: duties
        .filter(({ status }) => status === 'planned')
        .slice(0, MOST_LISTED.duties)
        .map(({ day, body: { startMinute, endMinute } }) => ({ day, startMinute, endMinute })),
    } satisfies PersonDuties);
  });

  router.delete('/api/v1/people/:agent', async (request, response) => {
    const { id } = await personInReach(db, request, request.params.agent);
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

  return router;
}
