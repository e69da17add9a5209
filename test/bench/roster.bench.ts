import { rosterChecker } from '../../forecasting/roster/checker/check-roster.ts';
import { generateRosterProblem } from '../../forecasting/roster/benchmark/generate-problem.ts';
import { planRoster } from '../../forecasting/roster/plan-roster.ts';
import { repairSickCall } from '../../forecasting/roster/explain/repair.ts';
import { plainDate } from '../../forecasting/time/plain-date.ts';
import type { Bench, BenchRow } from './bench.ts';

const firstDay = plainDate('2026-11-30');

/** First rosters, the checker on an edit, and repair; CPU seconds, since other work may share the machine. */
export const bench: Bench = {
  title: 'Rosters: generated problems of four weeks',
  run: async () => [...firstRosters(), ...editsAndRepair()],
};

function firstRosters(): BenchRow[] {
  return [
    { agents: 100, limitSeconds: 2 },
    { agents: 500, limitSeconds: 5 },
  ].map(({ agents, limitSeconds }) => {
    const problem = generateRosterProblem({ agents, weeks: 4, seed: 1, firstDay });
    const { seconds, value } = timed(() => planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 }));
    return {
      work: `first roster, ${agents} agents, ${value.check.hardViolations.length} hard violations`,
      measured: `${seconds.toFixed(2)} s`,
      against: `${limitSeconds} s`,
      ratio: (seconds / limitSeconds).toFixed(2),
    };
  });
}

function editsAndRepair(): BenchRow[] {
  const problem = generateRosterProblem({ agents: 120, weeks: 4, seed: 1, firstDay });
  const { roster } = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
  const check = rosterChecker(problem);
  check(roster);
  const edits = 50;
  const { seconds } = timed(() => {
    for (let edit = 0; edit < edits; edit++)
      check({ shifts: roster.shifts.map((shift, index) => (index === edit * 7 ? { ...shift } : shift)) });
  });
  const [lost] = roster.shifts;
  const repair = timed(() =>
    lost === undefined
      ? undefined
      : repairSickCall(problem, roster, { agent: lost.agent, from: lost.date, until: lost.date }),
  );
  return [
    {
      work: 'checking one edit, 120 agents',
      measured: `${((seconds / edits) * 1000).toFixed(1)} ms`,
      against: '10 ms',
      ratio: ((seconds / edits) * 100).toFixed(2),
    },
    {
      work: 'repair of a sick call, 120 agents',
      measured: `${repair.seconds.toFixed(2)} s`,
      against: '2 s',
      ratio: (repair.seconds / 2).toFixed(2),
    },
  ];
}

function timed<T>(work: () => T): { readonly seconds: number; readonly value: T } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, value };
}
