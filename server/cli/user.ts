import * as v from 'valibot';
import { instant } from '../../forecasting/index.ts';
import { issueLink } from '../accounts/account-links.ts';
import {
  createAccount,
  disableAccount,
  findAccount,
  listAccounts,
  replaceGrants,
} from '../accounts/account-store.ts';
import { accountNameSchema, grantSchema, type Grant } from '../contract/account.ts';
import { publicAddress } from '../config/addresses.ts';
import { BadInput } from './bad-input.ts';
import type { Command } from './command.ts';
import { configurationOf, openConfiguredStore } from './open-configured-store.ts';
import { readOptions } from './read-options.ts';

export const command: Command = {
  summary: 'invite, list, disable and help people who sign in',
  help: `leitstand user invite NAME --role ROLE[@CITY]… [--display NAME] [--agent ID] --config FILE
leitstand user reset NAME --config FILE
leitstand user role NAME --role ROLE[@CITY]… --config FILE
leitstand user disable NAME --config FILE
leitstand user list [--json] --config FILE

invite (or create) and reset print a one-time link to choose a password with. Roles: administrator, planner,
supervisor, agent, each for one city's id or, without one, for all.

  --role ROLE[@CITY]  a right; may be given several times
  --display NAME      name as the pages show it; default: NAME
  --agent ID          the person on the roster whose own schedule the account sees

Example: leitstand user invite planner1 --role planner --role supervisor@bonn`,
  run: async (context) => {
    const { values, positionals } = readOptions(
      context.args,
      {
        role: { type: 'string', multiple: true, default: [] },
        display: { type: 'string' },
        agent: { type: 'string' },
        config: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      ['invite, list, disable, reset or role…'],
    );
    const [verb, name] = positionals;
    const configuration = configurationOf(context, values.config);
    const store = await openConfiguredStore(configuration);
    const { db } = store;
    const now = instant(Date.now());
    const address = publicAddress(configuration, configuration.port);
    const known = async (): Promise<string> => {
      const account = await findAccount(db, readName(name));
      if (account === undefined)
        throw new BadInput(`nobody is called "${name ?? ''}"; see leitstand user list`);
      return account.id;
    };
    try {
      switch (verb) {
        case 'create':
        case 'invite': {
          const wanted = readName(name);
          const outcome = await createAccount(
            db,
            {
              name: wanted,
              displayName: values.display ?? wanted,
              grants: readGrants(values.role),
              agentId: values.agent ?? null,
            },
            now,
          );
          if (!outcome.ok) throw new BadInput(`the name "${wanted}" is taken`);
          context.print(`${address}${await issueLink(db, outcome.id, 'invitation', now)}\n`);
          return 0;
        }
        case 'reset':
          context.print(`${address}${await issueLink(db, await known(), 'reset', now)}\n`);
          return 0;
        case 'role':
          await replaceGrants(db, await known(), readGrants(values.role));
          return 0;
        case 'disable':
          await disableAccount(db, await known(), now);
          return 0;
        case 'list': {
          const accounts = await listAccounts(db);
          if (values.json) context.print(`${JSON.stringify(accounts)}\n`);
          else
            for (const account of accounts)
              context.print(
                `${account.name}  ${account.disabled ? 'disabled' : account.hasPassword ? 'active' : 'invited'}  ${account.grants.map(({ role, city }) => `${role}@${city}`).join(' ')}\n`,
              );
          return 0;
        }
        default:
          throw new BadInput(`must be invite, list, disable, reset or role, got "${verb ?? ''}"`);
      }
    } finally {
      await store.close();
    }
  },
};

function readName(name: string | undefined): string {
  const parsed = v.safeParse(accountNameSchema, name);
  if (parsed.success) return parsed.output;
  throw new BadInput(`a name has ${parsed.issues[0].message}, got "${name ?? ''}"`);
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
