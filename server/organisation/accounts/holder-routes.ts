import { Router } from 'express';
import type { Instant } from '../../../forecasting/time/index.ts';
import { confirmHolderSchema } from '../../contract/account.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { signedInPerson } from '../../platform/http/signed-in.ts';
import { writeAudit } from '../../platform/store/audit.ts';
import { inTransaction } from '../../platform/store/in-transaction.ts';
import type { Db } from '../../platform/store/schema.ts';
import { personInReach } from '../people/sight.ts';
import { accountShowing, confirmHolder } from './holder-confirmation.ts';

/** Planners confirm who holds the account of a person whom they plan: they read of that person what its page would say. */
export function holderRoutes({ db, now }: { readonly db: Db; readonly now: () => Instant }): Router {
  const router = Router();

  router.post('/api/v1/people/:agent/account/confirm', async (request, response) => {
    const { id } = await personInReach(db, request, request.params.agent);
    const { code } = readBody(confirmHolderSchema, request);
    await inTransaction(db, async (tx) => {
      const accountId = await accountShowing(tx, id, code);
      if (accountId === undefined)
        throw new HttpError(422, 'input-wrong', {
          issues: [{ field: 'code', message: 'the code that the person’s own page shows now' }],
        });
      await confirmHolder(tx, accountId, id);
      await writeAudit(tx, {
        at: now(),
        accountId: signedInPerson(request).accountId,
        action: 'account:holderConfirmed',
        subject: accountId,
        detail: { agentId: id },
      });
    });
    response.status(204).end();
  });

  return router;
}
