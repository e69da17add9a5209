import { Router } from 'express';
import { defaultWeights } from '../../../forecasting/roster/index.ts';
import type { Instant } from '../../../forecasting/time/index.ts';
import { changeAgreementSchema, type AgreementAnswer } from '../../contract/works-agreement.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { requireAllCities, signedInPerson } from '../../platform/http/signed-in.ts';
import { readCentre } from '../cities/centre-store.ts';
import type { Db } from '../../platform/store/schema.ts';
import { readAgreement, saveAgreement } from './agreement-store.ts';

/** What the centre has agreed about soft rules and minimum seats: drafts made from then on are judged by it. */
export function agreementRoutes({ db, now }: { readonly db: Db; readonly now: () => Instant }): Router {
  const router = Router();

  router.get('/api/v1/works-agreement', async (_request, response) => {
    const stored = await readAgreement(db);
    response.json({ ...stored, defaults: { ...defaultWeights } } satisfies AgreementAnswer);
  });

  router.put('/api/v1/works-agreement', async (request, response) => {
    requireAllCities(request);
    const change = readBody(changeAgreementSchema, request);
    const cities = new Set((await readCentre(db))?.centre.cities.map(({ id }) => id));
    const stranger = change.settings.seats.find(({ city }) => !cities.has(city));
    if (stranger !== undefined)
      throw new HttpError(422, 'input-wrong', {
        issues: [{ field: 'settings.seats', message: `a city of the centre, got ${stranger.city}` }],
      });
    const { accountId } = signedInPerson(request);
    const revision = await saveAgreement(db, change, { accountId, now: now() });
    if (revision === null) throw new HttpError(409, 'stale');
    response.json({ revision });
  });

  return router;
}
