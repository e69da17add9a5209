import * as v from 'valibot';
import { instant, type Instant } from '../../forecasting/time/index.ts';
import { firstAdministratorLink, issueLink } from '../organisation/accounts/account-links.ts';
import { accountIssues } from '../organisation/accounts/account-rules.ts';
import {
  changeAccount,
  createAccount,
  disableAccount,
  enableAccount,
  findAccount,
  listAccounts,
  type StoredAccount,
} from '../organisation/accounts/account-store.ts';
import { writeAudit } from '../platform/store/audit.ts';
import { accountNameSchema, grantSchema, type AccountRow, type Grant } from '../contract/account.ts';
import { publicAddress } from '../platform/config/addresses.ts';
import { centreOrFirst } from '../organisation/cities/centre-store.ts';
import { inTransaction } from '../platform/store/in-transaction.ts';
import type { Db } from '../platform/store/schema.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command, CommandContext } from './command.ts';
import { configurationOf, openConfiguredStore } from '../platform/config/open-configured-store.ts';
import { printTable } from './output/print-table.ts';
import { readOptions } from './input/read-options.ts';

const VERBS = 'invite, list, change, reset, disable, enable or first';

const options = {
  role: { type: 'string', multiple: true },
  display: { type: 'string' },
  agent: { type: 'string' },
  config: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

interface Asked {
  readonly role: readonly string[];
  readonly display?: string | undefined;
  readonly agent?: string | undefined;
  readonly json: boolean;
}

interface AccountAction {
  readonly context: CommandContext;
  readonly db: Db;
  readonly now: Instant;
  readonly address: string;
  readonly name: string | undefined;
  readonly asked: Asked;
}

export const command: Command = {
  summary: 'invite, list, change, disable and help people who sign in',
  help: `leitstand user invite NAME --role ROLE[@CITY]… [--display NAME] [--agent ID] --config FILE
leitstand user change NAME [--role ROLE[@CITY]…] [--display NAME] [--agent ID] --config FILE
leitstand user reset NAME --config FILE
leitstand user disable NAME --config FILE
leitstand user enable NAME --config FILE
leitstand user first --config FILE
leitstand user list [--json] --config FILE

invite (or create) and reset print a one-time link to choose a password with; the older open link of the account ends.
first prints a fresh link for the first administrator, as long as nobody has ever signed in. Roles: administrator,
planner, supervisor, agent, each for one city's id or, without one, for all. change (or role) replaces what is named
and leaves the rest. disable signs a person out at once; enable lets them in again. Runs beside a running server.

  --role ROLE[@CITY]  a right; may be given several times
  --display NAME      name as the pages show it; default: NAME
  --agent ID          the person on the roster whose own schedule the account sees; "none" takes it away
  --config FILE       configuration; default: the environment's LEITSTAND_CONFIG
  --json              print JSON

Example: leitstand user invite planner1 --role planner --role supervisor@bonn`,
  run: async (context) => {
    const { values, positionals } = readOptions(context.args, options, [`${VERBS}…`]);
    const [verb, name] = positionals;
    const configuration = configurationOf(context, values.config);
    const store = await openConfiguredStore(configuration);
    const now = instant(Date.now());
    const address = publicAddress(configuration, configuration.port);
    try {
      await centreOrFirst(store.db, configuration.centre, now);
      await actionOf(verb)({
        context,
        db: store.db,
        now,
        address,
        name,
        asked: { ...values, role: values.role ?? [] },
      });
      return 0;
    } finally {
      await store.close();
    }
  },
};

function actionOf(verb: string | undefined): (action: AccountAction) => Promise<void> {
  switch (verb) {
    case 'create':
    case 'invite':
      return invite;
    case 'change':
    case 'role':
      return change;
    case 'reset':
      return reset;
    case 'disable':
      return disable;
    case 'enable':
      return enable;
    case 'first':
      return first;
    case 'list':
      return list;
    default:
      throw new BadInput(`must be ${VERBS}, got "${verb ?? ''}"`);
  }
}

async function invite({ context, db, now, address, name, asked }: AccountAction): Promise<void> {
  const wanted = {
    name: readName(name),
    displayName: asked.display ?? readName(name),
    grants: readGrants(asked.role),
    agentId: readAgent(asked.agent),
  };
  await refuseIssues(db, wanted);
  const path = await inTransaction(db, async (tx) => {
    const outcome = await createAccount(tx, wanted, now);
    if (!outcome.ok) throw new BadInput(`the name "${wanted.name}" is taken; see leitstand user list`);
    await note(tx, now, 'account:invited', outcome.id, wanted.grants);
    return issueLink(tx, outcome.id, 'invitation', now);
  });
  printLink(context, asked, `${address}${path}`);
}

async function change({ db, now, name, asked }: AccountAction): Promise<void> {
  const account = await known(db, name);
  const nothing = asked.role.length === 0 && asked.display === undefined && asked.agent === undefined;
  if (nothing)
    throw new BadInput('at least one of --role, --display and --agent is needed', { field: '--role' });
  const wanted = {
    displayName: asked.display ?? account.displayName,
    grants: asked.role.length === 0 ? account.grants : [...readGrants(asked.role)],
    agentId: asked.agent === undefined ? account.agentId : readAgent(asked.agent),
  };
  await refuseIssues(db, wanted, account.id);
  await inTransaction(db, async (tx) => {
    await changeAccount(tx, account.id, wanted, now);
    await note(tx, now, 'account:changed', account.id, wanted);
  });
}

async function reset({ context, db, now, address, name, asked }: AccountAction): Promise<void> {
  const { id, disabled, hasPassword } = await known(db, name);
  if (disabled) throw new BadInput(`"${name ?? ''}" is disabled; enable it first`);
  const path = await inTransaction(db, async (tx) => {
    await note(tx, now, 'account:resetIssued', id);
    return issueLink(tx, id, hasPassword ? 'reset' : 'invitation', now);
  });
  printLink(context, asked, `${address}${path}`);
}

async function disable({ db, now, name }: AccountAction): Promise<void> {
  const { id } = await known(db, name);
  await inTransaction(db, async (tx) => {
    await disableAccount(tx, id, now);
    await note(tx, now, 'account:disabled', id);
  });
}

async function enable({ db, now, name }: AccountAction): Promise<void> {
  const { id } = await known(db, name);
  await inTransaction(db, async (tx) => {
    await enableAccount(tx, id);
    await note(tx, now, 'account:enabled', id);
  });
}

async function first({ context, db, now, address, asked }: AccountAction): Promise<void> {
  const path = await firstAdministratorLink(db, now);
  if (path === undefined)
    throw new BadInput('somebody can sign in already; invite others with leitstand user invite');
  printLink(context, asked, `${address}${path}`);
}

async function list({ context, db, now, asked }: AccountAction): Promise<void> {
  const accounts = await listAccounts(db, now);
  if (asked.json) context.print(`${JSON.stringify(accounts)}\n`);
  else
    context.print(
      printTable(
        ['name', 'state', 'rights', 'agent', 'shown as'],
        accounts.map((account) => [
          account.name,
          stateOf(account),
          account.grants.map(({ role, city }) => `${role}@${city}`).join(' '),
          account.agentId ?? '',
          account.displayName,
        ]),
      ),
    );
}

/** What the command line did was done by nobody who signed in. */
function note(tx: Db, at: Instant, action: string, subject: string, detail?: unknown): Promise<void> {
  return writeAudit(tx, { at, accountId: null, action, subject, detail });
}

function stateOf({ disabled, hasPassword, openLink }: AccountRow): string {
  if (disabled) return 'disabled';
  if (openLink !== null) return `${openLink.purpose} until ${new Date(openLink.until).toISOString()}`;
  return hasPassword ? 'active' : 'link expired';
}

function printLink(context: CommandContext, asked: Asked, link: string): void {
  context.print(asked.json ? `${JSON.stringify({ link })}\n` : `${link}\n`);
}

async function known(db: Db, name: string | undefined): Promise<StoredAccount> {
  const account = await findAccount(db, readName(name));
  if (account === undefined) throw new BadInput(`nobody is called "${name ?? ''}"; see leitstand user list`);
  return account;
}

async function refuseIssues(
  db: Db,
  wanted: { readonly grants: readonly Grant[]; readonly agentId: string | null },
  accountId?: string,
): Promise<void> {
  const [issue] = await accountIssues(db, wanted, accountId);
  if (issue === undefined) return;
  if (issue.field === 'agentId')
    throw new BadInput(`must be ${issue.message}, got "${wanted.agentId ?? ''}"`, { field: '--agent' });
  const city = wanted.grants[Number(issue.field.split('.')[1])]?.city ?? '';
  throw new BadInput(`the city must be ${issue.message}, got "${city}"`, { field: '--role' });
}

function readName(name: string | undefined): string {
  const parsed = v.safeParse(accountNameSchema, name);
  if (parsed.success) return parsed.output;
  throw new BadInput(`a name has ${parsed.issues[0].message}, got "${name ?? ''}"`);
}

function readAgent(agent: string | undefined): string | null {
  return agent === undefined || agent === 'none' ? null : agent;
}

function readGrants(roles: readonly string[]): readonly Grant[] {
  if (roles.length === 0) throw new BadInput('at least one is needed', { field: '--role' });
  return roles.map((text) => {
    const [role, city = '*'] = text.split('@');
    const parsed = v.safeParse(grantSchema, { role, city });
    if (parsed.success) return parsed.output;
    throw new BadInput(`must be administrator, planner, supervisor or agent, got "${text}"`, {
      field: '--role',
    });
  });
}
