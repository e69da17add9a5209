import { clockTime } from '../../../forecasting/time/index.ts';
import { paidMinutes, type Roster, type RosterProblem } from '../../../forecasting/roster/index.ts';
import type { CoverOfOthers } from '../../contract/plan-reader.ts';

/** A sheet: a header and rows of text and numbers. */
export interface Table {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** One row per shift. Anonymised, a person becomes a running number of their city: the sheet still adds up. */
export function rosterTable(problem: RosterProblem, roster: Roster, names: 'named' | 'anonymised'): Table {
  const agents = new Map(problem.agents.map((agent, index) => [agent.id, { agent, number: index + 1 }]));
  return {
    title: 'Dienstplan',
    header: ['Datum', 'Person', 'Stadt', 'Gruppe', 'Beginn', 'Ende', 'Pausen', 'Termine', 'Stunden'],
    rows: roster.shifts.map((shift) => {
      const known = agents.get(shift.agent);
      return [
        shift.date,
        names === 'named' ? (known?.agent.name ?? shift.agent) : `Person ${known?.number ?? 0}`,
        known?.agent.city ?? '',
        shift.group,
        clockTime(shift.startMinute),
        clockTime(shift.endMinute),
        shift.breaks
          .map((pause) => `${clockTime(pause.startMinute)}–${clockTime(pause.endMinute)}`)
          .join(' '),
        (shift.activities ?? [])
          .map((each) => `${clockTime(each.startMinute)}–${clockTime(each.endMinute)} ${each.label}`)
          .join(', '),
        paidMinutes(shift) / 60,
      ];
    }),
  };
}

/**
 * One row per day and interval in which anybody is needed, a column per group.
 *
 * @param others says what the joint centre needs, to a reader who does not see every group's need
 */
export function requirementTable(problem: RosterProblem, others: CoverOfOthers | null): Table {
  const rows: (string | number)[][] = [];
  problem.days.forEach((day, dayIndex) => {
    for (let at = 0; at < (24 * 60) / problem.intervalMinutes; at += 1) {
      const needs = problem.demand.map((demand) => demand.scheduledAgents[dayIndex]?.[at] ?? 0);
      const jointly = others?.required[dayIndex]?.[at] ?? needs.reduce((sum, need) => sum + need, 0);
      if (jointly === 0) continue;
      rows.push([day.date, clockTime(at * problem.intervalMinutes), ...needs, jointly]);
    }
  });
  return {
    title: 'Bedarf',
    header: ['Datum', 'Beginn', ...problem.demand.map(({ group }) => group), 'gesamt'],
    rows,
  };
}
