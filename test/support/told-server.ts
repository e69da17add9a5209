import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { command as importCommand } from '../../server/cli/import.ts';
import { command as user } from '../../server/cli/user.ts';
import { DeskClient, PASSWORD } from './desk-server.ts';
import { runCommand } from './run-command.ts';
import { startServerProcess, type ServerProcess } from './start-server.ts';
import { newDisplayToken, tellEvents, TOLD_ENVIRONMENT, toldConfiguration } from './told-house.ts';

const environment = TOLD_ENVIRONMENT;
const TELEPHONE_NAME = 'Agent 01';

/** A server as it is installed, one agent who can sign in as `kim`, and a telephone system played by the test. */
export interface ToldServer {
  readonly server: ServerProcess;
  /** Opens boards of all cities. */
  readonly displayToken: string;
  /** The agent takes a call and ends it: what is left is the closing code. */
  readonly takeCall: (call: string) => Promise<void>;
}

export async function startToldServer(): Promise<ToldServer> {
  const server = await startServerProcess({ configuration: toldConfiguration(), environment });
  const run = async (command: typeof user, ...args: readonly string[]): Promise<string> =>
    (await runCommand(command, [...args, '--config', server.configFile], environment)).stdout;
  const file = join(server.folder, 'people.csv');
  await writeFile(
    file,
    `id;name;team;city;telephone;weekly_hours;days_per_week;earliest;latest;skills\nB-001;;Team 1;bonn;${TELEPHONE_NAME};39;5;;;bonn\n`,
  );
  await run(importCommand, 'agents', file);
  const link = await run(user, 'invite', 'kim', '--role', 'agent@bonn', '--agent', 'B-001');
  const guest = new DeskClient(server.url);
  await guest.session();
  const token = link.trim().split('=')[1];
  await guest.send('POST', '/api/v1/session/link', { token, password: PASSWORD });
  return {
    server,
    displayToken: await newDisplayToken(server.configFile),
    takeCall: async (call) => {
      const now = Date.now();
      const visit = { call, queue: 'bonn', visit: 0 };
      await tell(server.url, [
        { kind: 'CallEntered', key: `${call}-1`, at: now - 3_000, ...visit },
        { kind: 'CallAnswered', key: `${call}-2`, at: now - 2_000, ...visit, agent: TELEPHONE_NAME },
        { kind: 'CallCompleted', key: `${call}-3`, at: now - 500, ...visit, agent: TELEPHONE_NAME },
      ]);
    },
  };
}

async function tell(url: string, events: readonly unknown[]): Promise<void> {
  const response = await tellEvents(url, events);
  const answer = v.parse(v.object({ stored: v.number() }), await response.json());
  if (answer.stored !== events.length)
    throw new Error(`of ${events.length} events ${answer.stored} were stored`);
}
