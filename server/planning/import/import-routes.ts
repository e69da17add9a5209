import { Router } from 'express';
import { importNameSchema, importOptionsSchema } from '../../contract/history.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody, readInput } from '../../platform/http/read-body.ts';
import { isTableFile } from '../../platform/input/table-file.ts';
import { requireAllCities } from '../../platform/http/signed-in.ts';
import type { Db } from '../../platform/store/schema.ts';
import { formerImports, removeImport } from '../history/former-imports.ts';
import { formerImportsAnswer } from './import-answers.ts';
import type { Uploads } from './uploads.ts';

export interface ImportRouteOptions {
  readonly db: Db;
  readonly uploads: Uploads;
  readonly now: () => number;
  /** Called when rows went: a new forecast would know less. */
  readonly onChanged: () => void;
}

/** History from elsewhere, uploaded as a file. A file may hold any city, so it takes a planner of all of them. */
export function importRoutes({ db, uploads, now, onChanged }: ImportRouteOptions): Router {
  const router = Router();

  router.post('/api/v1/history-imports', async (request, response) => {
    requireAllCities(request);
    if (!isTableFile(request)) throw new HttpError(415, 'csv-wanted');
    const { name = '' } = readInput(importNameSchema, request.query);
    response.status(201).json(await uploads.upload(request, name));
  });

  router.get('/api/v1/history-imports', async (request, response) => {
    requireAllCities(request);
    response.json(formerImportsAnswer(await formerImports(db)));
  });

  router.delete('/api/v1/history-imports/:import', async (request, response) => {
    requireAllCities(request);
    if (!(await removeImport(db, request.params.import, now()))) throw new HttpError(404, 'import-removed');
    onChanged();
    response.status(204).end();
  });

  router.post('/api/v1/history-imports/:import/preview', async (request, response) => {
    requireAllCities(request);
    const options = readBody(importOptionsSchema, request);
    response.json(await uploads.preview(request.params.import, options));
  });

  return router;
}
