import { planRule } from './rule.ts';

/** Hard rule: what a planner pinned stays: a shift as it was set, a day off free. */
export const pinned = planRule({
  name: 'pinned',
  source: 'planner’s decision',
  hard: true,
  unit: 'shifts',
  check: (view) =>
    view.problem.pins.flatMap((pin) => {
      const day = view.dayIndex.get(pin.date);
      const own = view.agents.find(({ agent }) => agent.id === pin.agent);
      if (day === undefined || own === undefined) return [];
      const shifts = own.days[day] ?? [];
      const isKept =
        pin.kind === 'off'
          ? shifts.length === 0
          : shifts.some(
              (shift) =>
                shift.pattern === pin.pattern &&
                shift.startMinute === pin.startMinute &&
                shift.group === pin.group,
            );
      return isKept ? [] : [{ size: 1, agent: pin.agent, date: pin.date, facts: { pin: pin.kind } }];
    }),
});
