import * as v from 'valibot';
import { boardSchema, type Board } from '../../server/contract/wall.ts';
import { ended, runLeitstand } from './start-server.ts';

const allDay = [{ from: '00:00', to: '24:00' }];
const everyDay = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, allDay]));

/** A city that is open day and night, with a queue of its own name in the telephone system `acd`. */
export function toldCity(id: string, name: string) {
  return {
    id,
    name,
    queues: [{ source: 'acd', name: id }],
    hours: { week: everyDay, dates: {} },
    contracts: [
      { validFrom: '2020-01-01', answerThresholdSeconds: 20, serviceLevelTarget: 0.8, answerRateTarget: 0.9 },
    ],
  };
}

/** Configuration of a house whose telephone system tells its events by HTTP, played by the test. */
export function toldConfiguration(cities = [toldCity('bonn', 'Bonn')]) {
  return {
    sources: [{ type: 'http', id: 'acd', tokenVariable: 'ACD_TOKEN' }],
    cities,
    holidays: 'none',
  };
}

/** Tokens of the telephone system and of the monitor. */
export const TOLD_ENVIRONMENT = { ACD_TOKEN: 'right', LEITSTAND_METRICS_TOKEN: 'monitor' };

/** Tells events as the telephone system does. */
export function tellEvents(
  url: string,
  events: unknown,
  token = TOLD_ENVIRONMENT.ACD_TOKEN,
): Promise<Response> {
  return fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
}

/** The secret of a new display link, made by the command as administrators do. */
export async function newDisplayToken(configFile: string): Promise<string> {
  const child = runLeitstand(
    ['display', 'create', 'Test', '--json', '--config', configFile],
    TOLD_ENVIRONMENT,
  );
  let printed = '';
  child.stdout?.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  await ended(child);
  return v.parse(v.object({ token: v.string() }), JSON.parse(printed)).token;
}

/** The present board, as a display with this token sees it. */
export async function toldBoard(url: string, token: string): Promise<Board> {
  const response = await fetch(`${url}/api/v1/board`, { headers: { authorization: `Bearer ${token}` } });
  return v.parse(boardSchema, await response.json());
}
