import { cellKey } from '../model/cell-key.ts';
import type { RosterShift } from '../model/roster.ts';
import { planRule, type Finding } from './rule.ts';

/** Soft rule: a plan that people know already is changed as little as possible; sized by days that differ. */
export const change = planRule({
  name: 'change',
  source: 'works agreement: notice of changes',
  hard: false,
  unit: 'days',
  check: (view) => {
    if (view.previous === undefined) return [];
    const before = new Map<string, RosterShift>();
    for (const shift of view.previous) before.set(cellKey(shift), shift);
    return view.agents.flatMap(({ agent, days }) =>
      days.flatMap(([shift], day): Finding[] => {
        const date = view.problem.days[day]?.date;
        const old = date === undefined ? undefined : before.get(cellKey({ agent: agent.id, date }));
        return date === undefined || sameDuty(old, shift) ? [] : [{ size: 1, agent: agent.id, date }];
      }),
    );
  },
});

function sameDuty(a: RosterShift | undefined, b: RosterShift | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.startMinute === b.startMinute && a.endMinute === b.endMinute;
}
