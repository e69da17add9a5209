import { beforeEach, expect, it } from 'vitest';
import { instant, type Instant } from '../../../../forecasting/time/instant.ts';
import type { Roster } from '../../../../forecasting/roster/model/roster.ts';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
import { fingerprintOf } from '../../../../server/planning/published/roster-origin.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent,
  DESK_NOW,
  DeskClient,
  field,
  forecastDay,
  staffingHere,
  startDeskServer,
} from '../../../support/desk-server.ts';
import { endedJob, startJob } from '../../../support/run-job.ts';
import { requirementRequest } from '../../../support/requirement-request.ts';
import { centre } from '../../../support/sample-centre.ts';
import { eightHours, lawfulShifts, rosterOf } from '../../../support/small-roster-problem.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const DAY = '2026-11-24';

function duty(startMinute: number): Roster['shifts'][number] {
  return { ...eightHours('K-001', 0, startMinute), date: plainDate(DAY) };
}

describeOnBothEngines('how a roster was made', (engine) => {
  let db: Db;
  let planner: DeskClient;
  let url: string;
  let now: Instant;
  let path: string;

  beforeEach(async () => {
    ({ db } = await engine.newStore());
    now = DESK_NOW;
    await addPeople(db, centre(), [agent('K-001', 'koeln')]);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    const server = await startDeskServer(db, {
      now: () => now,
      tools: {
        forecastDays: async (from) => [forecastDay(from)],
        checkRoster: () => ({
          lawful: true,
          hardViolations: [],
          softViolations: [],
          objective: 0,
          costs: {},
        }),
        optimise: async () => {
          now = instant(DESK_NOW + 7000);
          return { roster: rosterOf(duty(480)), objective: 189.3, bound: 180.5, blocked: [] };
        },
        simulate: async () => [],
        repair: async () => [],
        staffing: staffingHere,
      },
    });
    ({ url } = server);
    planner = new DeskClient(url);
    await planner.signIn('planner');
    const requirement = await planner.send('POST', '/api/v1/requirements', requirementRequest(DAY));
    const draft = await planner.send('POST', '/api/v1/drafts', {
      title: 'KW 48',
      from: DAY,
      until: DAY,
      requirementId: field(requirement.body, 'id'),
    });
    path = `/api/v1/drafts/${String(field(draft.body, 'id'))}`;
    return () => server.close();
  });

  async function ranOptimiser(): Promise<string> {
    const draft = path.split('/').at(-1);
    const options = { draft, seconds: 20, seed: 4, keep: { agents: [], dates: [] } };
    const id = await startJob(planner, 'optimise', options);
    expect(await endedJob(planner, id)).toMatchObject({ state: 'done' });
    return id;
  }

  async function save(basedOn: number, set: readonly unknown[], more: Record<string, unknown> = {}) {
    const answer = await planner.send('PUT', path, { basedOn, set, cleared: [], ...more });
    expect(answer.status).toBe(200);
  }

  const originOfDraft = async () => field((await planner.send('GET', path)).body, 'origin');

  it('is kept with a draft and the version published from it: seed, seconds, objective, bound, moment', async () => {
    expect(await originOfDraft()).toBe(null);
    await save(1, [duty(480)], { takenFrom: await ranOptimiser() });
    const origin = {
      seed: 4,
      seconds: 20,
      tookSeconds: 7,
      objective: 189.3,
      bound: 180.5,
      at: DESK_NOW + 7000,
      edited: false,
    };
    expect(await originOfDraft()).toMatchObject(origin);
    await planner.send('POST', `${path}/publish`, { basedOn: 2, overrides: [] });
    const versions = await planner.send('GET', '/api/v1/publications');
    expect(field(versions.body, 'publications', 0, 'origin')).toMatchObject(origin);
    await planner.send('POST', '/api/v1/publications/1/roll-back', { known: 1, overrides: [] });
    const again = await planner.send('GET', '/api/v1/publications/2');
    expect(field(again.body, 'origin')).toMatchObject(origin);
  });

  it('keeps the score, which adds up everybody’s wishes, from those who plan some cities only', async () => {
    await save(1, [duty(480)], { takenFrom: await ranOptimiser() });
    await planner.send('POST', `${path}/publish`, { basedOn: 2, overrides: [] });
    await addAccount(db, 'koeln', [{ role: 'planner', city: 'koeln' }]);
    const one = new DeskClient(url);
    await one.signIn('koeln');
    for (const of of [path, '/api/v1/publications/1'])
      expect(field((await one.send('GET', of)).body, 'origin')).toMatchObject({
        seed: 4,
        objective: null,
        bound: null,
      });
    const versions = await one.send('GET', '/api/v1/publications');
    expect(field(versions.body, 'publications', 0, 'origin')).toMatchObject({ objective: null, bound: null });
  });

  it('tells edits by hand, in the draft and in the version, until they are taken back', async () => {
    await save(1, [duty(480)], { takenFrom: await ranOptimiser() });
    await save(2, [duty(510)]);
    expect(await originOfDraft()).toMatchObject({ seed: 4, edited: true });
    await planner.send('POST', `${path}/publish`, { basedOn: 3, overrides: [] });
    const version = await planner.send('GET', '/api/v1/publications/1');
    expect(field(version.body, 'origin', 'edited')).toBe(true);
    await save(3, [duty(480)]);
    expect(await originOfDraft()).toMatchObject({ seed: 4, edited: false });
  });

  it('is not known for a roster made by hand, nor for a run that nobody knows any more', async () => {
    await save(1, [duty(480)]);
    expect(await originOfDraft()).toBe(null);
    await save(2, [duty(480)], { takenFrom: await ranOptimiser() });
    await save(3, [duty(480)], { takenFrom: 'forgotten' });
    expect(await originOfDraft()).toBe(null);
  });
});

it('fingerprintOf tells duties apart, not their order nor a pin', () => {
  const [first, ...others] = lawfulShifts('A');
  if (first === undefined) throw new Error('no shift');
  const roster = rosterOf(first, ...others);
  const pinned = rosterOf(...others, { ...first, pinned: true });
  expect(fingerprintOf(pinned)).toBe(fingerprintOf(roster));
  const laterBreak = { ...first, breaks: [{ startMinute: 735, endMinute: 765 }] };
  expect(fingerprintOf(rosterOf(laterBreak, ...others))).not.toBe(fingerprintOf(roster));
});
