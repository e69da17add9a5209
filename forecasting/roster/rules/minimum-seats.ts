import { presence } from './presence.ts';
import { dayOf, planRule, type Finding } from './rule.ts';

/** Soft rule: at least so many people of a city are present while its offices ask for it; sized by agent intervals. */
export const minimumSeats = planRule({
  name: 'minimumSeats',
  source: 'service agreement with the city',
  hard: false,
  unit: 'agentIntervals',
  check: (view) => {
    const { seats, intervalMinutes } = view.problem;
    return seats.flatMap(({ city, agents, startMinute, endMinute }): Finding[] => {
      const counts = presence(view, ({ agent }) => agent.city === city);
      return counts.flatMap((row, day): Finding[] => {
        const { open, date } = dayOf(view, day);
        if (open === undefined) return [];
        let size = 0;
        const first = Math.ceil(Math.max(startMinute, open.startMinute) / intervalMinutes);
        const end = Math.floor(Math.min(endMinute, open.endMinute) / intervalMinutes);
        for (let interval = first; interval < end; interval++)
          size += Math.max(0, agents - (row[interval] ?? 0));
        return size > 0 ? [{ size, date, city, facts: { agents } }] : [];
      });
    });
  },
});
