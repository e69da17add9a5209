import { groupPresence } from './presence.ts';
import { dayOf, planRule, type Finding, type RosterView } from './rule.ts';

/** Soft rule: each interval has as many agents of each skill group as the requirement asks for. */
export const understaffed = planRule({
  name: 'understaffed',
  source: 'service agreements of the cities (requirement)',
  hard: false,
  unit: 'agentIntervals',
  check: (view) => differences(view, (wanted, found) => wanted - found),
});

/** Soft rule: paid time is not planned where nobody needs it. */
export const overstaffed = planRule({
  name: 'overstaffed',
  source: 'economy of the joint centre (requirement)',
  hard: false,
  unit: 'agentIntervals',
  check: (view) => differences(view, (wanted, found) => found - wanted),
});

/** One finding per stretch of intervals with the same difference. */
function differences(view: RosterView, sizeOf: (wanted: number, found: number) => number): Finding[] {
  const findings: Finding[] = [];
  const { intervalMinutes } = view.problem;
  for (const { group, scheduledAgents } of view.problem.demand) {
    const counts = groupPresence(view, group);
    for (const [day, row] of counts.entries()) {
      const wantedRow = scheduledAgents[day] ?? [];
      let begin = 0;
      let stretch = 0;
      for (let interval = 0; interval <= row.length; interval++) {
        const size = interval === row.length ? 0 : sizeOf(wantedRow[interval] ?? 0, row[interval] ?? 0);
        if (size === stretch) continue;
        if (stretch > 0)
          findings.push({
            size: stretch * (interval - begin),
            date: dayOf(view, day).date,
            group,
            minute: begin * intervalMinutes,
            facts: { agents: stretch, untilMinute: interval * intervalMinutes },
          });
        stretch = Math.max(0, size);
        begin = interval;
      }
    }
  }
  return findings;
}
