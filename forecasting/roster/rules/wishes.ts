import { agentRule, type AgentView, type Finding, type RosterView } from './rule.ts';
import type { Wish } from '../model/agent.ts';
import { grantsWish } from '../model/granted-wish.ts';

/** Soft rule: a day asked for as free is free; sized by the wish's own weight. */
export const dayOffRequest = agentRule({
  name: 'dayOffRequest',
  source: 'works agreement: wishes',
  hard: false,
  unit: 'points',
  check: (own, view) => refused(own, view, (wish) => wish.kind === 'dayOff'),
});

/** Soft rule: wished hours are worked, unwished ones are not; sized by the wish's own weight. */
export const shiftWish = agentRule({
  name: 'shiftWish',
  source: 'works agreement: wishes',
  hard: false,
  unit: 'points',
  check: (own, view) => refused(own, view, (wish) => wish.kind !== 'dayOff'),
});

function refused(own: AgentView, view: RosterView, belongs: (wish: Wish) => boolean): Finding[] {
  return own.agent.wishes.filter(belongs).flatMap((wish) => {
    const day = view.dayIndex.get(wish.date);
    if (day === undefined || grantsWish(wish, own.days[day] ?? [])) return [];
    return [{ size: wish.weight, agent: own.agent.id, date: wish.date, facts: { wish: wish.kind } }];
  });
}
