import { beforeEach, expect, it } from 'vitest';
import { plainDate } from '../../../../forecasting/time/index.ts';
import {
  addAbsence,
  listAbsences,
  removeAbsence,
} from '../../../../server/organisation/people/absence-store.ts';
import { replaceDuties } from '../../../../server/planning/published/duty-store.ts';
import { expectedPresence } from '../../../../server/planning/today/expected-presence.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import { addPeople, agent, DESK_NOW } from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const DAY = plainDate('2026-11-23');
const NINE = 9 * 4;
const people = Array.from({ length: 6 }, (_, at) => `K-00${at + 1}`);

const duty = (agentId: string) => ({
  agentId,
  day: DAY,
  body: {
    startMinute: 480,
    endMinute: 960,
    breaks: [],
    activities: [],
    group: 'koeln',
    pattern: 'early',
    cities: ['koeln'],
  },
});

describeOnBothEngines('who is expected on a day', (engine) => {
  let db: Db;

  beforeEach(async () => {
    ({ db } = await engine.newStore());
    await addPeople(
      db,
      centre(),
      people.map((id) => agent(id, 'koeln')),
    );
    await replaceDuties(db, { from: DAY, until: DAY }, people.map(duty), 1, DESK_NOW);
  });

  const present = async () => {
    const { planned, expected } = await expectedPresence(db, DAY, 'Europe/Berlin');
    return [planned?.joint[NINE], expected?.joint[NINE], expected?.cities['koeln']?.[NINE] ?? 0];
  };

  it('takes an absence off whenever it was entered, and gives it back when it is taken back', async () => {
    expect(await present()).toEqual([6, 6, 6]);
    for (const agentId of people.slice(0, 4))
      await addAbsence(db, { agentId, kind: 'sick', from: DAY, until: DAY }, null, DESK_NOW);
    expect(await present()).toEqual([6, 2, 2]);
    const { expectedDuties, dutiesLost } = await expectedPresence(db, DAY, 'Europe/Berlin');
    expect(expectedDuties.map(({ agentId }) => agentId)).toEqual(['K-005', 'K-006']);
    expect(dutiesLost.map(({ duty: { agentId }, kind }) => `${agentId} ${kind}`)).toEqual([
      'K-001 sick',
      'K-002 sick',
      'K-003 sick',
      'K-004 sick',
    ]);
    const [first] = await listAbsences(db, DAY, DAY);
    await removeAbsence(db, first?.id ?? '');
    expect(await present()).toEqual([6, 3, 3]);
  });

  it('says nobody rather than nothing where everybody of a published day is absent', async () => {
    for (const agentId of people)
      await addAbsence(db, { agentId, kind: 'leave', from: DAY, until: DAY }, null, DESK_NOW);
    expect(await present()).toEqual([6, 0, 0]);
    const unpublished = await expectedPresence(db, plainDate('2026-11-24'), 'Europe/Berlin');
    expect([unpublished.planned, unpublished.expected]).toEqual([null, null]);
  });
});
