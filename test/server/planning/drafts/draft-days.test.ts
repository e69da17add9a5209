import { beforeAll, expect, it } from 'vitest';
import { planRefusalWords } from '../../../../client/desk/roster/publish/plan-refusal.ts';
import type { Db } from '../../../../server/platform/store/schema.ts';
import {
  addAccount,
  addPeople,
  agent,
  DeskClient,
  field,
  startDeskServer,
} from '../../../support/desk-server.ts';
import { requirementRequest } from '../../../support/requirement-request.ts';
import { centre, city, OFFICE_HOURS } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

describeOnBothEngines('days of a new draft', (engine) => {
  let db: Db;
  let planner: DeskClient;

  beforeAll(async () => {
    ({ db } = await engine.newStore());
    const open = { cities: ['koeln', 'bonn'].map((id) => city(id, { hours: OFFICE_HOURS })) };
    await addPeople(db, centre(open), [agent('K-001', 'koeln')]);
    await addAccount(db, 'planner', [{ role: 'planner', city: '*' }]);
    const server = await startDeskServer(db);
    planner = new DeskClient(server.url);
    await planner.signIn('planner');
    return () => server.close();
  });

  async function draftOf(known: readonly [string, string], from: string, until: string) {
    const requirement = await planner.send('POST', '/api/v1/requirements', requirementRequest(...known));
    const { status, body } = await planner.send('POST', '/api/v1/drafts', {
      title: 'days',
      from,
      until,
      requirementId: field(requirement.body, 'id'),
    });
    const error = field(body, 'error');
    return { status, code: field(error, 'code'), missing: field(error, 'missing'), error };
  }

  function words(error: unknown, language: 'de' | 'en'): string {
    return typeof error === 'object' && error !== null ? planRefusalWords({ ...error }, language) : '';
  }

  it('are 56 at most, and the refusal names the days and what is allowed', async () => {
    const known = ['2026-11-30', '2026-12-01'] as const;
    const refused = await draftOf(known, '2026-11-30', '2027-01-25');
    expect([refused.status, refused.code]).toEqual([422, 'draft-too-long']);
    expect(words(refused.error, 'de')).toContain('Gewählt sind 57 Tage, erlaubt sind 1 bis 56.');
    expect(words(refused.error, 'en')).toContain('57 days selected; 1 to 56 are allowed.');
  });

  it('all stand in the requirement, else it is refused with the days that do not', async () => {
    const refused = await draftOf(['2026-12-01', '2026-12-03'], '2026-11-30', '2026-12-04');
    expect([refused.status, refused.code]).toEqual([422, 'requirement-misses-days']);
    expect(refused.missing).toEqual(['2026-11-30', '2026-12-04']);
    expect(words(refused.error, 'de')).toContain(
      'Ohne Bedarf: Mo 30. Nov., Fr 4. Dez. – dieser Bedarf gilt vom Di 1. Dez. bis zum Do 3. Dez.;',
    );
  });

  it('need no requirement while the centre is closed', async () => {
    const made = await draftOf(['2026-12-04', '2026-12-04'], '2026-12-04', '2026-12-06');
    expect(made.status).toBe(201);
  });
});
