import { Router } from 'express';
import { dateAt, type Instant } from '../../../forecasting/time/index.ts';
import type { Centre, City } from '../../contract/centre.ts';
import { cityColours, DEFAULT_HUE } from '../../contract/city-colours.ts';
import { saveCitySchema, type CentreAnswer } from '../../contract/desk-centre.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { signedInPerson } from '../../platform/http/signed-in.ts';
import type { Db } from '../../platform/store/schema.ts';
import { readCentre, saveCity, type StoredCentre } from './centre-store.ts';
import { cityIssues } from './city-rules.ts';

export interface CentreRouteOptions {
  readonly db: Db;
  readonly now: () => Instant;
  /** Queues that telephone systems named and no city claims. */
  readonly unmappedQueues: () => CentreAnswer['unmappedQueues'];
  /** Called with every new state: the live board takes it over without a restart. */
  readonly onCentreChanged: (centre: Centre) => void | Promise<void>;
}

/** Reading and changing the joint centre's description. */
export function centreRoutes(options: CentreRouteOptions): Router {
  const { db, now } = options;
  const router = Router();

  router.get('/api/v1/centre', async (_request, response) => {
    response.json(answer(await described()));
  });

  router.put('/api/v1/cities/:city', async (request, response) => {
    const { basedOn, hue, isNew, city: wanted } = readBody(saveCitySchema, request);
    if (wanted.id !== request.params.city)
      throw new HttpError(422, 'input-wrong', {
        issues: [{ field: 'city.id', message: request.params.city }],
      });
    const { centre } = await described();
    const city = withColours(wanted, hue, centre);
    const issues = cityIssues(city, centre, isNew);
    if (issues.length > 0) throw new HttpError(422, 'input-wrong', { issues });
    const { accountId } = signedInPerson(request);
    const outcome = await saveCity(db, { basedOn, city, accountId, now: now() });
    if (!outcome.ok) throw new HttpError(409, 'stale', { present: answer(outcome.stored) });
    await options.onCentreChanged(outcome.stored.centre);
    response.json(answer(outcome.stored));
  });

  async function described(): Promise<StoredCentre> {
    const stored = await readCentre(db);
    if (stored === undefined) throw new HttpError(409, 'centre-not-described');
    return stored;
  }

  function answer({ revision, centre }: StoredCentre): CentreAnswer {
    return {
      revision,
      centre,
      unmappedQueues: options.unmappedQueues(),
      today: dateAt(now(), centre.zone),
    };
  }

  return router;
}

/** Without a hue a known city keeps its colours. */
function withColours(wanted: Omit<City, 'colours'>, hue: number | null, centre: Centre): City {
  const known = centre.cities.find((city) => city.id === wanted.id);
  return {
    ...wanted,
    colours: hue === null && known !== undefined ? known.colours : cityColours(hue ?? DEFAULT_HUE),
  };
}
