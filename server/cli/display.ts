import { dateAt, instant } from '../../forecasting/time/index.ts';
import { publicAddress } from '../platform/config/addresses.ts';
import type { Configuration } from '../platform/config/configuration.ts';
import { ALL_CITIES } from '../contract/events.ts';
import {
  createDisplayLink,
  listDisplayLinks,
  revokeDisplayLink,
} from '../organisation/displays/display-links.ts';
import type { Store } from '../platform/store/database.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Command, CommandContext, ExitStatus } from './command.ts';
import { configurationOf, openConfiguredStore } from '../platform/config/open-configured-store.ts';
import { readOptions } from './input/read-options.ts';

export const command: Command = {
  summary: 'make, list and revoke display links',
  help: `leitstand display create NAME [--scope CITY] --config FILE
leitstand display list [--json] --config FILE
leitstand display revoke ID --config FILE

A display link lets a wall show boards without anybody signing in. Its address is shown once, when it is made.
Revoking works on walls that are connected: they go dark within seconds. Runs beside a running server.

  --scope CITY   the one city that the wall may show; default: all
  --config FILE  configuration; default: the environment's LEITSTAND_CONFIG
  --json         print JSON

Example: leitstand display create "Foyer, left" --config /etc/leitstand/leitstand.json`,
  run: async (context) => {
    const { values, positionals } = readOptions(
      context.args,
      { scope: { type: 'string' }, config: { type: 'string' }, json: { type: 'boolean', default: false } },
      ['create, list or revoke…'],
    );
    const [verb, ...rest] = positionals;
    const configuration = configurationOf(context, values.config);
    const store = await openConfiguredStore(configuration);
    try {
      switch (verb) {
        case 'create':
          return await create(
            context,
            configuration,
            store,
            onlyOne(rest, 'a name'),
            values.scope,
            values.json,
          );
        case 'list':
          return await list(context, configuration, store, values.json);
        case 'revoke':
          return await revoke(context, store, onlyOne(rest, 'an id; see leitstand display list'));
        default:
          throw new BadInput(`must be create, list or revoke, got "${verb ?? ''}"`);
      }
    } finally {
      await store.close();
    }
  },
};

function onlyOne(rest: readonly string[], what: string): string {
  const [value, extra] = rest;
  if (value === undefined || value.trim() === '') throw new BadInput(`needs ${what}`);
  if (extra !== undefined) throw new BadInput(`"${extra}" is one argument too many; put a name in quotes`);
  return value;
}

async function create(
  { print }: CommandContext,
  configuration: Configuration,
  store: Store,
  name: string,
  scope: string | undefined,
  json: boolean,
): Promise<ExitStatus> {
  const cities = configuration.centre.cities.map(({ id }) => id);
  if (scope !== undefined && !cities.includes(scope))
    throw new BadInput(`must be one of ${cities.join(', ')}, got "${scope}"`, { field: '--scope' });
  const { id, token } = await createDisplayLink(
    store,
    { name, scope: scope ?? ALL_CITIES },
    instant(Date.now()),
  );
  const address = `${publicAddress(configuration, configuration.port)}/wall/${token}`;
  if (json) print(`${JSON.stringify({ id, token, address })}\n`);
  else print(`Display link ${id} for "${name}", shown this one time:\n${address}\n`);
  return 0;
}

async function list(
  { print }: CommandContext,
  { centre }: Configuration,
  store: Store,
  json: boolean,
): Promise<ExitStatus> {
  const links = await listDisplayLinks(store);
  if (json) {
    print(`${JSON.stringify(links, null, 2)}\n`);
    return 0;
  }
  if (links.length === 0) print('There are no display links yet.\n');
  for (const { id, name, scope, createdAt, revokedAt } of links) {
    const state =
      revokedAt === null
        ? `since ${dateAt(instant(createdAt), centre.zone)}`
        : `revoked ${dateAt(instant(revokedAt), centre.zone)}`;
    print(`${id}  ${scope.padEnd(14)}${state.padEnd(22)}${name}\n`);
  }
  return 0;
}

async function revoke({ print, warn }: CommandContext, store: Store, id: string): Promise<ExitStatus> {
  if (await revokeDisplayLink(store, id, instant(Date.now()))) {
    print(`Display link ${id} is revoked.\n`);
    return 0;
  }
  warn(`There is no valid display link ${id}; see leitstand display list.\n`);
  return 1;
}
