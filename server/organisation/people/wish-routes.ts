import { Router, type Request } from 'express';
import { dateAt, type Instant, type TimeZone } from '../../../forecasting/time/index.ts';
import { writeAudit } from '../../platform/store/audit.ts';
import { newWishSchema, type NewWish } from '../../contract/wish.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { signedInPerson } from '../../platform/http/signed-in.ts';
import { inTransaction } from '../../platform/store/in-transaction.ts';
import type { Db } from '../../platform/store/schema.ts';
import { personInReach } from './sight.ts';
import { addWish, findWish, removeWish } from './wish-store.ts';

export interface WishRouteOptions {
  readonly db: Db;
  readonly now: () => Instant;
  readonly zone: TimeZone;
}

/** Wishes that planners enter for the people of their cities. The audit leaves out what people remark on them. */
export function wishRoutes({ db, now, zone }: WishRouteOptions): Router {
  const router = Router();
  const today = () => dateAt(now(), zone);

  router.post('/api/v1/wishes', async (request, response) => {
    const wish = readBody(newWishSchema, request);
    await personInReach(db, request, wish.agentId);
    if (wish.from < today())
      throw new HttpError(422, 'input-wrong', {
        issues: [{ field: 'from', message: `not before today, ${today()}` }],
      });
    const outcome = await inTransaction(db, async (tx) => {
      const added = await addWish(tx, wish, signedInPerson(request).accountId, now());
      if (added.ok) await note(tx, request, 'wish:added', wish);
      return added;
    });
    if (!outcome.ok) throw new HttpError(409, 'wish-contradicts', { with: outcome.with });
    response.status(201).json({ id: outcome.id });
  });

  router.delete('/api/v1/wishes/:wish', async (request, response) => {
    const wish = await findWish(db, request.params.wish);
    if (wish === undefined) throw new HttpError(404, 'wish-unknown');
    await personInReach(db, request, wish.agentId);
    await inTransaction(db, async (tx) => {
      await removeWish(tx, wish.id);
      await note(tx, request, 'wish:removed', wish);
    });
    response.status(204).end();
  });

  async function note(tx: Db, request: Request, action: string, wish: NewWish): Promise<void> {
    const { agentId, kind, from, until, minute, weight } = wish;
    await writeAudit(tx, {
      at: now(),
      accountId: signedInPerson(request).accountId,
      action,
      subject: agentId,
      detail: { kind, from, until, minute, weight },
    });
  }

  return router;
}
