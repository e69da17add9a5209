import { expect, it } from 'vitest';
import { ruleLines, seatLines, settingsOf } from '../../../client/desk/roster/agreement/agreement-form.ts';
import { defaultWeights } from '../../../forecasting/roster/model/rules.ts';
import type { Agreement } from '../../../server/contract/works-agreement.ts';

const settings: Agreement = {
  rules: { dayOffRequest: { weight: 3 }, overstaffed: { enabled: false } },
  seats: [{ city: 'bonn', agents: 2, startMinute: 480, endMinute: 975 }],
};
const answer = { revision: 1, settings, defaults: { ...defaultWeights } };

it('settingsOf gives back what was read, and nothing that is as usual', () => {
  expect(settingsOf(ruleLines(answer), seatLines(answer))).toEqual(settings);
  expect(settingsOf(ruleLines({ ...answer, settings: { rules: {}, seats: [] } }), [])).toEqual({
    rules: {},
    seats: [],
  });
});

it('settingsOf takes an empty price for the usual one', () => {
  const lines = ruleLines(answer).map((line) => ({ ...line, weight: null }));
  expect(settingsOf(lines, []).rules).toEqual({ overstaffed: { enabled: false } });
});

it('ruleLines shows every rule with its usual price beside the agreed one', () => {
  expect(ruleLines(answer).find(({ rule }) => rule === 'dayOffRequest')).toEqual({
    rule: 'dayOffRequest',
    usual: 1,
    enabled: true,
    weight: 3,
  });
});
