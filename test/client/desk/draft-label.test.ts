import { expect, it } from 'vitest';
import { draftLabel } from '../../../client/desk/roster/publish/draft-label.ts';

const days = { from: '2026-11-23', until: '2026-12-20' };

it('draftLabel says the days once where a draft has no name of its own', () => {
  expect(draftLabel({ title: '2026-11-23 – 2026-12-20', ...days }, 'de')).toBe('Mo 23. Nov. – So 20. Dez.');
});

it('draftLabel says name and days', () => {
  expect(draftLabel({ title: 'Advent', ...days }, 'en')).toBe('Advent · Mon 23 Nov – Sun 20 Dec');
});
