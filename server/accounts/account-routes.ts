import { Router } from 'express';
import type { Instant } from '../../forecasting/time/instant.ts';
import { changeGrantsSchema, createAccountSchema } from '../contract/account.ts';
import { HttpError } from '../http/http-error.ts';
import { readBody } from '../http/read-body.ts';
import { signedInPerson } from '../http/signed-in.ts';
import type { Db } from '../store/schema.ts';
import { createAccount, disableAccount, findPerson, listAccounts, replaceGrants } from './account-store.ts';
import { issueLink } from './account-links.ts';
import { writeAudit } from './audit.ts';

/** Account care for administrators; `leitstand user` does the same from the command line. */
export function accountRoutes(options: { readonly db: Db; readonly now: () => Instant }): Router {
  const { db, now } = options;
  const router = Router();

  router.get('/api/v1/accounts', async (_request, response) => {
    response.json({ accounts: await listAccounts(db) });
  });

  router.post('/api/v1/accounts', async (request, response) => {
    const outcome = await createAccount(db, readBody(createAccountSchema, request), now());
    if (!outcome.ok) throw new HttpError(409, outcome.code);
    await note(signedInPerson(request).accountId, 'account:invited', outcome.id);
    const link = await issueLink(db, outcome.id, 'invitation', now());
    response.status(201).json({ id: outcome.id, link });
  });

  router.post('/api/v1/accounts/:account/reset', async (request, response) => {
    const account = await existing(request.params.account);
    await note(signedInPerson(request).accountId, 'account:resetIssued', account);
    response.json({ link: await issueLink(db, account, 'reset', now()) });
  });

  router.put('/api/v1/accounts/:account/grants', async (request, response) => {
    const { grants } = readBody(changeGrantsSchema, request);
    const account = await existing(request.params.account);
    await replaceGrants(db, account, grants);
    await note(signedInPerson(request).accountId, 'account:grantsChanged', account, grants);
    response.status(204).end();
  });

  router.post('/api/v1/accounts/:account/disable', async (request, response) => {
    const account = await existing(request.params.account);
    const me = signedInPerson(request).accountId;
    if (account === me) throw new HttpError(409, 'cannot-disable-oneself');
    await disableAccount(db, account, now());
    await note(me, 'account:disabled', account);
    response.status(204).end();
  });

  async function existing(account: string): Promise<string> {
    if ((await findPerson(db, account)) === undefined) throw new HttpError(404, 'account-unknown');
    return account;
  }

  async function note(accountId: string, action: string, subject: string, detail?: unknown): Promise<void> {
    await writeAudit(db, { at: now(), accountId, action, subject, detail });
  }

  return router;
}
