import { isDeepStrictEqual } from 'node:util';
import { raw, Router, type Request } from 'express';
import type { Instant } from '../../../forecasting/time/index.ts';
import { writeAudit } from '../../platform/store/audit.ts';
import { importAgentsSchema, newAbsenceSchema, savePersonSchema, type Agent } from '../../contract/people.ts';
import { reachesCity } from '../../platform/http/caller.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody, readInput } from '../../platform/http/read-body.ts';
import { accessOf } from '../../platform/http/require-access.ts';
import { isTableFile } from '../../platform/input/table-file.ts';
import { signedInPerson } from '../../platform/http/signed-in.ts';
import { inTransaction } from '../../platform/store/in-transaction.ts';
import type { Db } from '../../platform/store/schema.ts';
import { addAbsence, findAbsence, removeAbsence, withoutAuthor } from './absence-store.ts';
import { findAgent, listAgents, saveAgents, telephoneNamesTaken } from './agent-store.ts';
import { readCentre } from '../cities/centre-store.ts';
import { importAgents } from './import-agents.ts';
import { keepsPeople } from './keeps-people.ts';
import { absenceFor, personInReach, sightOf } from './sight.ts';
import type { AgentsFileReader } from './agents-file-reader.ts';

export interface PeopleRouteOptions {
  readonly db: Db;
  readonly now: () => Instant;
  /** Reads files of people beside the thread that pushes to walls. */
  readonly files: AgentsFileReader;
  /** Called after people or absences were written: who is expected at work may be others now. */
  readonly onChanged: () => void | Promise<void>;
}

/** Five thousand people are some 800 KB. */
const LARGEST_FILE_BYTES = 2_000_000;

/** Whose it is, is nothing to somebody who may not see that person. */
const NAME_TAKEN = 'a name that nobody else has';

/** Changes of people and their absences, within the cities that the asking person may act for. */
export function peopleRoutes(options: PeopleRouteOptions): Router {
  const { db, now, files, onChanged } = options;
  const upload = raw({ type: isTableFile, limit: LARGEST_FILE_BYTES });
  const router = Router();

  router.put('/api/v1/people/:agent', async (request, response) => {
    const { person: agent, basedOn } = readBody(savePersonSchema, request);
    if (agent.id !== request.params.agent)
      throw new HttpError(422, 'input-wrong', { issues: [{ field: 'id', message: request.params.agent }] });
    const present = await findAgent(db, agent.id);
    requireCity(request, present?.city ?? agent.city);
    requireCity(request, agent.city);
    await refuseUnknownCities(agent);
    const sight = await sightOf(request, db);
    await inTransaction(db, async (tx) => {
      const people = await listAgents(tx);
      const stored = people.find(({ id }) => id === agent.id) ?? null;
      if (!isDeepStrictEqual(stored, basedOn)) throw new HttpError(409, 'stale', { present: stored });
      const [taken] = telephoneNamesTaken(people, [agent]);
      if (taken !== undefined)
        throw new HttpError(422, 'input-wrong', {
          issues: [
            {
              field: 'telephoneName',
              message:
                sight.ofPerson(taken.owner) === 'nothing' ? NAME_TAKEN : `${taken.owner} has this name`,
            },
          ],
        });
      await saveAgents(tx, [agent]);
      await note(tx, request, present === undefined ? 'person:added' : 'person:changed', agent.id);
    });
    await onChanged();
    response.status(204).end();
  });

  router.post('/api/v1/people/import', upload, async (request, response) => {
    const { write } = readInput(importAgentsSchema, request.query);
    const bytes: unknown = request.body;
    if (!(bytes instanceof Uint8Array)) throw new HttpError(415, 'csv-wanted');
    const file = await files.read({ bytes, cities: await cityIds() });
    const ids = new Set(file.agents.map(({ id }) => id));
    // a person moves between cities only by somebody who may act for both
    const concerned = (await listAgents(db)).filter(({ id }) => ids.has(id));
    for (const agent of [...file.agents, ...concerned]) requireCity(request, agent.city);
    const { ofPerson } = await sightOf(request, db);
    const mayName = (person: string): boolean => ofPerson(person) !== 'nothing';
    const preview = await inTransaction(db, async (tx) => {
      const outcome = await importAgents(tx, { file, write: write === 'true', mayName });
      if (outcome.written)
        await note(tx, request, 'people:imported', `${outcome.addedCount}+${outcome.changedCount}`);
      return outcome;
    });
    if (preview.written) await onChanged();
    response.status(preview.issues.length > 0 && write === 'true' ? 422 : 200).json(preview);
  });

  router.post('/api/v1/absences', async (request, response) => {
    const absence = readBody(newAbsenceSchema, request);
    await personInReach(db, request, absence.agentId);
    const outcome = await inTransaction(db, async (tx) => {
      const added = await addAbsence(tx, absence, signedInPerson(request).accountId, now());
      if (added.ok) await note(tx, request, 'absence:added', absence.agentId, absence);
      return added;
    });
    if (!outcome.ok) {
      const other = absenceFor(await sightOf(request, db), outcome.with);
      throw new HttpError(409, 'absence-overlaps', { with: other });
    }
    await onChanged();
    response.status(201).json({ id: outcome.id });
  });

  router.delete('/api/v1/absences/:absence', async (request, response) => {
    const absence = await findAbsence(db, request.params.absence);
    if (absence === undefined) throw new HttpError(404, 'absence-unknown');
    const { city } = await personInReach(db, request, absence.agentId);
    const { accountId, grants } = signedInPerson(request);
    // whoever runs the day takes back what they entered; what others entered is for those who keep the people
    if (absence.enteredBy !== accountId && !keepsPeople(grants, city))
      throw new HttpError(403, 'not-your-entry');
    await inTransaction(db, async (tx) => {
      await removeAbsence(tx, absence.id);
      await note(tx, request, 'absence:removed', absence.agentId, withoutAuthor(absence));
    });
    await onChanged();
    response.status(204).end();
  });

  function requireCity(request: Request, city: string): void {
    if (!reachesCity(accessOf(request).cities, city)) throw new HttpError(403, 'not-your-city');
  }

  async function refuseUnknownCities({ city, skills }: Agent): Promise<void> {
    const cities = await cityIds();
    const issues = [
      { field: 'city', value: city },
      ...skills.map((skill, index) => ({ field: `skills.${index}.city`, value: skill.city })),
    ]
      .filter(({ value }) => !cities.includes(value))
      .map(({ field }) => ({ field, message: cities.join(', ') }));
    if (issues.length > 0) throw new HttpError(422, 'input-wrong', { issues });
  }

  async function cityIds(): Promise<readonly string[]> {
    return (await readCentre(db))?.centre.cities.map(({ id }) => id) ?? [];
  }

  async function note(
    tx: Db,
    request: Request,
    action: string,
    subject: string,
    detail?: unknown,
  ): Promise<void> {
    await writeAudit(tx, {
      at: now(),
      accountId: signedInPerson(request).accountId,
      action,
      subject,
      detail,
    });
  }

  return router;
}
