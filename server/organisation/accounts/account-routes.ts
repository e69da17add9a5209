import { Router, type Request } from 'express';
import type { Instant } from '../../../forecasting/time/index.ts';
import {
  accountsQuerySchema,
  changeAccountSchema,
  createAccountSchema,
  type AccountRow,
  type AccountsAnswer,
  type Grant,
  type IssuedLink,
  type UnboundPeople,
} from '../../contract/account.ts';
import { MOST_LISTED } from '../../platform/http/answer-bounds.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { pageOf, wordsFit } from '../../platform/http/list-page.ts';
import { readBody, readInput } from '../../platform/http/read-body.ts';
import { accessOf } from '../../platform/http/require-access.ts';
import { signedInPerson } from '../../platform/http/signed-in.ts';
import { listHeads } from '../people/agent-store.ts';
import { sightOf } from '../people/sight.ts';
import { inTransaction } from '../../platform/store/in-transaction.ts';
import type { Db } from '../../platform/store/schema.ts';
import { accountsOfAgents } from './accounts-of-agents.ts';
import { issueLink } from './account-links.ts';
import { accountIssues, givesMore, mayCareFor, opensMore, visibleAccounts } from './account-rules.ts';
import {
  changeAccount,
  createAccount,
  disableAccount,
  enableAccount,
  findAccountById,
  listAccounts,
  type StoredAccount,
} from './account-store.ts';
import { writeAudit } from '../../platform/store/audit.ts';

/** Account care for administrators; `leitstand user` does the same from the command line. */
export function accountRoutes(options: { readonly db: Db; readonly now: () => Instant }): Router {
  const { db, now } = options;
  const router = Router();

  router.get('/api/v1/accounts', async (request, response) => {
    const { words, page } = readInput(accountsQuerySchema, request.query);
    const visible = visibleAccounts(await sightOf(request, db), await listAccounts(db, now()));
    const isFound = wordsFit(words);
    const { rows, found } = pageOf(visible, {
      page,
      size: MOST_LISTED.accounts,
      fits: (account) => isFound(searchedText(account)),
    });
    response
      .set('cache-control', 'no-store')
      .json({ accounts: [...rows], found, pageSize: MOST_LISTED.accounts } satisfies AccountsAnswer);
  });

  router.get('/api/v1/accounts/unbound-people', async (request, response) => {
    const bound = new Set((await accountsOfAgents(db)).map(({ agentId }) => agentId));
    const people = await listHeads(db, accessOf(request).reader.sees);
    response.json({
      people: people.filter(({ id }) => !bound.has(id)).map(({ id, name }) => ({ id, name })),
    } satisfies UnboundPeople);
  });

  router.post('/api/v1/accounts', async (request, response) => {
    const wanted = readBody(createAccountSchema, request);
    await requireReach(request, wanted);
    await refuseOpening(request, wanted.grants);
    await refuseIssues(wanted);
    const confirmsFor = await plannedByIssuer(request, wanted.agentId);
    const issued = await inTransaction(db, async (tx): Promise<IssuedLink> => {
      const outcome = await createAccount(tx, wanted, now());
      if (!outcome.ok)
        throw new HttpError(409, outcome.code, { issues: [{ field: 'name', message: wanted.name }] });
      const { grants, agentId } = wanted;
      await note(tx, request, 'account:invited', outcome.id, { grants, agentId });
      return { id: outcome.id, link: await issueLink(tx, outcome.id, 'invitation', now(), confirmsFor) };
    });
    response.status(201).json(issued);
  });

  router.put('/api/v1/accounts/:account', async (request, response) => {
    const change = readBody(changeAccountSchema, request);
    const account = await existing(request, request.params.account);
    await requireReach(request, change);
    const isOwn = account.id === signedInPerson(request).accountId;
    if (isOwn && administratorCities(change.grants) !== administratorCities(account.grants))
      throw new HttpError(409, 'cannot-demote-oneself');
    if (isOwn && givesMore(account, change)) throw new HttpError(403, 'cannot-grant-oneself');
    const held = new Set(account.grants.map(nameOf));
    await refuseOpening(
      request,
      change.grants.filter((grant) => !held.has(nameOf(grant))),
    );
    await refuseIssues(change, account.id);
    await inTransaction(db, async (tx) => {
      await changeAccount(tx, account.id, change, now());
      await note(tx, request, 'account:changed', account.id, change);
    });
    response.status(204).end();
  });

  router.post('/api/v1/accounts/:account/reset', async (request, response) => {
    const account = await existing(request, request.params.account);
    if (account.disabled) throw new HttpError(409, 'account-disabled');
    await refuseOpening(request, account.grants);
    const purpose = account.hasPassword ? 'reset' : 'invitation';
    const confirmsFor = await plannedByIssuer(request, account.agentId);
    const link = await inTransaction(db, async (tx) => {
      await note(tx, request, 'account:resetIssued', account.id, { agentId: account.agentId });
      return issueLink(tx, account.id, purpose, now(), confirmsFor);
    });
    response.json({ id: account.id, link } satisfies IssuedLink);
  });

  router.post('/api/v1/accounts/:account/disable', async (request, response) => {
    const account = await existing(request, request.params.account);
    if (account.id === signedInPerson(request).accountId) throw new HttpError(409, 'cannot-disable-oneself');
    await inTransaction(db, async (tx) => {
      await disableAccount(tx, account.id, now());
      await note(tx, request, 'account:disabled', account.id);
    });
    response.status(204).end();
  });

  router.post('/api/v1/accounts/:account/enable', async (request, response) => {
    const account = await existing(request, request.params.account);
    await inTransaction(db, async (tx) => {
      await enableAccount(tx, account.id);
      await note(tx, request, 'account:enabled', account.id);
    });
    response.status(204).end();
  });

  async function existing(request: Request<{ account: string }>, id: string): Promise<StoredAccount> {
    const account = await findAccountById(db, id);
    if (account === undefined) throw new HttpError(404, 'account-unknown');
    await requireReach(request, account);
    return account;
  }

  async function requireReach(
    request: Request | Request<{ account: string }>,
    account: { readonly grants: readonly Grant[]; readonly agentId: string | null },
  ): Promise<void> {
    if (!mayCareFor(await sightOf(request, db), account)) throw new HttpError(403, 'not-your-city');
  }

  async function refuseOpening(
    request: Request | Request<{ account: string }>,
    grants: readonly Grant[],
  ): Promise<void> {
    if (opensMore(await sightOf(request, db), grants)) throw new HttpError(403, 'right-not-held');
  }

  /** The account's person where the issuer plans them, and so reads already what the account will open. */
  async function plannedByIssuer(
    request: Request | Request<{ account: string }>,
    agentId: string | null,
  ): Promise<string | null> {
    if (agentId === null) return null;
    return (await sightOf(request, db)).ofPerson(agentId) === 'planning' ? agentId : null;
  }

  async function refuseIssues(
    wanted: { readonly grants: readonly Grant[]; readonly agentId: string | null },
    accountId?: string,
  ): Promise<void> {
    const issues = await accountIssues(db, wanted, accountId);
    if (issues.length > 0) throw new HttpError(422, 'input-wrong', { issues });
  }

  async function note(
    tx: Db,
    request: Request | Request<{ account: string }>,
    action: string,
    subject: string,
    detail?: unknown,
  ): Promise<void> {
    const { accountId } = signedInPerson(request);
    await writeAudit(tx, { at: now(), accountId, action, subject, detail });
  }

  return router;
}

/** An account is found by its names, its rights and the person's number. */
function searchedText({ name, displayName, agentId, grants }: AccountRow): string {
  return [name, displayName, agentId ?? '', ...grants.map(({ role, city }) => `${role} ${city}`)].join(' ');
}

function nameOf({ role, city }: Grant): string {
  return `${role}@${city}`;
}

/** In one text, to be compared: nobody takes the right to care for accounts from themselves by a slip. */
function administratorCities(grants: readonly Grant[]): string {
  const cities = grants.filter(({ role }) => role === 'administrator').map(({ city }) => city);
  return [...new Set(cities)].sort().join(' ');
}
