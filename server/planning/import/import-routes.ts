import { Router } from 'express';
import { importNameSchema, importOptionsSchema } from '../../contract/history.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody, readInput } from '../../platform/http/read-body.ts';
import { isTableFile } from '../../platform/input/table-file.ts';
import { requireAllCities, signedInPerson } from '../../platform/http/signed-in.ts';
import type { ImportRuns } from './import-runs.ts';

/** History from elsewhere, uploaded as a file. A file may hold any city, so it takes a planner of all of them. */
export function importRoutes(imports: ImportRuns): Router {
  const router = Router();

  router.post('/api/v1/history-imports', async (request, response) => {
    requireAllCities(request);
    if (!isTableFile(request)) throw new HttpError(415, 'csv-wanted');
    const { name = '' } = readInput(importNameSchema, request.query);
    response.status(201).json(await imports.upload(request, name));
  });

  router.get('/api/v1/history-imports', async (request, response) => {
    requireAllCities(request);
    response.json(await imports.former());
  });

  router.delete('/api/v1/history-imports/:import', async (request, response) => {
    requireAllCities(request);
    await imports.remove(request.params.import);
    response.status(204).end();
  });

  router.post('/api/v1/history-imports/:import/preview', async (request, response) => {
    requireAllCities(request);
    const options = readBody(importOptionsSchema, request);
    response.json(await imports.preview(request.params.import, options));
  });

  router.post('/api/v1/history-imports/:import/start', async (request, response) => {
    requireAllCities(request);
    const options = readBody(importOptionsSchema, request);
    await imports.start(request.params.import, options, signedInPerson(request).accountId);
    response.status(202).json(imports.look(request.params.import));
  });

  router.get('/api/v1/history-imports/:import', (request, response) => {
    requireAllCities(request);
    response.json(imports.look(request.params.import));
  });

  router.post('/api/v1/history-imports/:import/cancel', (request, response) => {
    requireAllCities(request);
    imports.cancel(request.params.import);
    response.status(204).end();
  });

  return router;
}
