import { seededRandom } from '../../forecasting/maths/index.ts';
import { addDays, MINUTE_MS, plainDate, weekdayOf } from '../../forecasting/time/index.ts';
import { DeskClient, field } from './desk-server.ts';
import { eventually } from './eventually.ts';
import { runJob } from './run-job.ts';

const DAYS = 400;
const FOURTH = 'duesseldorf';

/** Adds a fourth city to a running demonstration, by the routes that an administrator and a planner use. */
export async function addFourthCity(url: string): Promise<void> {
  await untilRosterIsThere(url);
  const administrator = await signedInAs(url, 'administrator');
  const { body: known } = await administrator.send('GET', '/api/v1/centre');
  const first = field(known, 'centre', 'cities', 0);
  if (typeof first !== 'object' || first === null) throw new Error('the demonstration has no city');
  const { colours: _colours, ...city } = { colours: null, ...first };
  const { status, body } = await administrator.send('PUT', `/api/v1/cities/${FOURTH}`, {
    basedOn: field(known, 'revision'),
    hue: 280,
    city: {
      ...city,
      id: FOURTH,
      name: 'Düsseldorf',
      letter: 'D',
      queues: [{ source: 'simulator', name: FOURTH }],
    },
  });
  if (status !== 200) throw new Error(`the fourth city was refused: ${status} ${JSON.stringify(body)}`);
  await importYear(url);
}

/** The demonstration plans its roster beside the running day; before that its room is empty. */
async function untilRosterIsThere(url: string): Promise<void> {
  const planner = await signedInAs(url, 'planner');
  await eventually(async () => {
    const { body } = await planner.send('GET', '/api/v1/publications');
    if (!/"number"/.test(JSON.stringify(body))) throw new Error('no roster is published yet');
  }, 180_000);
}

/** More than a year of quarter hours for the fourth city, uploaded as a file. */
async function importYear(url: string): Promise<void> {
  const planner = await signedInAs(url, 'planner');
  const uploaded = await planner.upload(
    '/api/v1/history-imports',
    yearOfCalls(await yesterday(planner)),
    'text/csv',
  );
  const input = { upload: field(uploaded.body, 'id'), options: {} };
  const result = await runJob(planner, 'import', input);
  if (field(result, 'outcome') !== 'imported')
    throw new Error(`the import ended otherwise: ${JSON.stringify(result)}`);
}

async function yesterday(client: DeskClient): Promise<string> {
  const { body } = await client.send('GET', '/api/v1/today');
  return addDays(plainDate(String(field(body, 'board', 'day', 'date'))), -1);
}

function yearOfCalls(last: string): string {
  const random = seededRandom(5);
  const lines = ['start,queue,offered'];
  for (let back = DAYS; back >= 0; back -= 1) {
    const date = addDays(plainDate(last), -back);
    if (weekdayOf(date) > 5) continue;
    for (let minute = 7 * 60; minute < 18 * 60; minute += 15) {
      const time = new Date(minute * MINUTE_MS).toISOString().slice(11, 16);
      const hour = minute / 60;
      const mean = 20 + 60 * Math.exp(-(((hour - 10) / 1.8) ** 2));
      lines.push(`${date}T${time},${FOURTH},${Math.round(mean * (0.8 + 0.4 * random()))}`);
    }
  }
  return lines.join('\n');
}

async function signedInAs(url: string, role: string): Promise<DeskClient> {
  const client = new DeskClient(url);
  await client.session();
  await client.send('POST', '/api/v1/session/demo', { role });
  await client.session();
  return client;
}
