import { beforeAll, expect, it } from 'vitest';
import type { City } from '../../../../server/contract/centre.ts';
import { readCentre } from '../../../../server/organisation/cities/centre-store.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import { addAccount, addPeople, DeskClient, field, startDeskServer } from '../../../support/desk-server.ts';
import { centre, city, contract } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

describeOnBothEngines('cities at the desk', (engine) => {
  let db: Db;
  let chief: DeskClient;

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    await addPeople(db, centre(), []);
    await addAccount(db, 'chief', [{ role: 'administrator', city: '*' }]);
    const server = await startDeskServer(db);
    chief = new DeskClient(server.url);
    await chief.signIn('chief');
    return () => server.close();
  });

  async function put(wanted: City, changes: Readonly<Record<string, unknown>> = {}) {
    const { colours: _, ...body } = wanted;
    const basedOn = (await readCentre(db))?.revision;
    return chief.send('PUT', `/api/v1/cities/${wanted.id}`, {
      basedOn,
      hue: 145,
      isNew: true,
      city: body,
      ...changes,
    });
  }

  it("tells the desk the centre's own day by the server's clock", async () => {
    const { body } = await chief.send('GET', '/api/v1/centre');
    expect(field(body, 'today')).toBe('2026-11-23');
  });

  const fourth = (changes: Partial<City> = {}): City =>
    city('aachen', { name: 'Aachen', letter: 'AC', ...changes });
  const hours = fourth().hours;
  const span = (from: string, to: string) => ({ from, to });

  const wrong: Readonly<Record<string, readonly [Partial<City>, string]>> = {
    'the id of another': [{ id: 'koeln' }, 'city.id'],
    'no name': [{ name: '' }, 'city.name'],
    'the name of another': [{ name: 'BONN' }, 'city.name'],
    'the letter of another': [{ letter: 'b' }, 'city.letter'],
    'three letters': [{ letter: 'ACH' }, 'city.letter'],
    'the queue of another': [{ queues: [{ source: 'pbx', name: 'bonn' }] }, 'city.queues.0'],
    'a queue twice': [
      {
        queues: [
          { source: 'pbx', name: 'a' },
          { source: 'pbx', name: 'a' },
        ],
      },
      'city.queues.1',
    ],
    'a queue without a name': [{ queues: [{ source: 'pbx', name: ' ' }] }, 'city.queues.0'],
    'hours that end before they begin': [
      { hours: { ...hours, week: { '1': [span('18:00', '08:00')] } } },
      'city.hours.week.1',
    ],
    'hours that overlap': [
      { hours: { ...hours, week: { '2': [span('08:00', '13:00'), span('12:00', '18:00')] } } },
      'city.hours.week.2',
    ],
    'a closure on a day that is none': [
      { hours: { ...hours, dates: { '2026-02-30': { open: [], kind: 'closure', de: 'x', en: 'x' } } } },
      'city.hours.dates.2026-02-30',
    ],
    'two contracts from one day': [{ contracts: [contract(), contract()] }, 'city.contracts.1.validFrom'],
    'a promise of 100 %': [
      { contracts: [contract({ serviceLevelTarget: 1 })] },
      'city.contracts.0.serviceLevelTarget',
    ],
    'no contract': [{ contracts: [] }, 'city.contracts'],
  };
  for (const [what, [changes, where]] of Object.entries(wrong))
    it(`are refused with ${what}, the field named and nothing written`, async () => {
      const before = await readCentre(db);
      const { status, body } = await put(fourth(changes));
      expect([status, field(body, 'error', 'issues', 0, 'field')]).toEqual([422, where]);
      expect(await readCentre(db)).toEqual(before);
    });

  it('are added with colours from a hue, and changed without losing them', async () => {
    const added = await put(fourth());
    expect(added.status).toBe(200);
    const colours = field(added.body, 'centre', 'cities', 3, 'colours');
    const changed = await put(fourth({ greeting: 'Guten Tag' }), { isNew: false, hue: null });
    expect(field(changed.body, 'centre', 'cities', 3)).toMatchObject({ greeting: 'Guten Tag', colours });
  });

  it('are not overwritten from an older state', async () => {
    const { status, body } = await put(city('bonn', { greeting: 'alt' }), { isNew: false, basedOn: 1 });
    expect([status, field(body, 'error', 'code')]).toEqual([409, 'stale']);
    expect(field(body, 'error', 'present', 'revision')).toBe((await readCentre(db))?.revision);
  });
});
