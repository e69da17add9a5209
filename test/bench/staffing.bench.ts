import { dayOutcome } from '../../forecasting/erlang/index.ts';
import { seededRandom } from '../../forecasting/maths/index.ts';
import type { CentreModel, DayPlan } from '../../forecasting/simulation/index.ts';
import {
  agentCounter,
  type AgentCounter,
  centreCostAllocation,
  centreRequirement,
  pooledRequirement,
  costAllocation,
  requiredAgentCount,
  tabulate,
} from '../../forecasting/staffing/index.ts';
import { drawCalls } from '../../forecasting/simulation/drawn-calls.ts';
import { dayPlayer } from '../../forecasting/simulation/play-day.ts';
import { cpuMilliseconds, type Bench, type BenchRow } from './bench.ts';

/** Share of the day's calls per quarter hour from 07:00: two humps, as a town hall has them. */
const PROFILE = Array.from(
  { length: 44 },
  (_, i) => 1 + 0.8 * Math.sin((i + 3) / 7) + 0.4 * Math.sin(i / 3.5),
);
const PROFILE_SUM = PROFILE.reduce((sum, share) => sum + share, 0);
const VOLUMES = { koeln: 3900, bonn: 1100, leverkusen: 600 };
const RULES = {
  intervalSeconds: 900,
  averageHandleTimeSeconds: 210,
  target: { serviceLevel: 0.8, answerThresholdSeconds: 20 },
};
const DAYS = 1_000;

/** pyworkforce 0.5, required_positions, as published with the requirement for this library; microseconds. */
const PEER_MICROSECONDS: Readonly<Record<number, number>> = {
  10: 16.6,
  100: 78,
  1_000: 1_000,
  10_000: 17_300,
};

function dayOf(calls: number): number[] {
  return PROFILE.map((share) => (calls * share) / PROFILE_SUM);
}

/** CPU milliseconds of the quickest of some runs. */
function quickest(repeats: number, work: () => unknown): number {
  let best = Infinity;
  for (let i = 0; i < repeats; i++) {
    const before = process.cpuUsage();
    work();
    best = Math.min(best, cpuMilliseconds(before));
  }
  return best;
}

function row(work: string, milliseconds: number, limitMs: number, peer = ''): BenchRow {
  const text = (value: number): string =>
    value < 0.1 ? `${(value * 1000).toFixed(2)} µs` : `${value.toFixed(1)} ms`;
  return {
    work,
    measured: text(milliseconds),
    against: `≤ ${text(limitMs)}${peer === '' ? '' : `; ${peer}`}`,
    ratio: (milliseconds / limitMs).toFixed(2),
  };
}

function countAlone(): readonly BenchRow[] {
  return [10, 100, 1_000, 10_000].map((load) => {
    const input = { ...RULES, calls: load, intervalSeconds: 210 };
    const rounds = 50_000;
    const spent = quickest(6, () => {
      let sum = 0;
      for (let i = 0; i < rounds; i++) sum += requiredAgentCount(input);
      return sum;
    });
    const peer = `pyworkforce ${PEER_MICROSECONDS[load] ?? 0} µs`;
    return row(`required agents, ${load} erlang, the count alone`, spent / rounds, 0.001, peer);
  });
}

function year(): readonly BenchRow[] {
  const random = seededRandom(1);
  const calls = Object.values(VOLUMES).flatMap((volume) =>
    Array.from(
      { length: 35_040 },
      (_, i) => ((volume * (PROFILE[i % 44] ?? 1)) / PROFILE_SUM) * (0.8 + 0.4 * random()),
    ),
  );
  const all = (counter: AgentCounter): number => calls.reduce((sum, count) => sum + counter(count), 0);
  const most = Math.max(...calls);
  const direct = agentCounter(RULES);
  const patient = agentCounter({ ...RULES, patienceSeconds: 120 });
  return [
    row(
      'a year of quarter hours × 3 cities, Erlang C',
      quickest(6, () => all(direct)),
      15,
      'naive 140 ms',
    ),
    row(
      'the same by table, table included',
      quickest(12, () => all(tabulate(direct, most))),
      2,
    ),
    row(
      'the same with patience (Erlang A)',
      quickest(6, () => all(patient)),
      150,
    ),
    row(
      'the same by table, table included',
      quickest(12, () => all(tabulate(patient, most))),
      10,
    ),
  ];
}

function allocations(): readonly BenchRow[] {
  const three = Object.entries(VOLUMES).map(([name, volume]) => ({
    name,
    calls: dayOf(volume),
    averageHandleTimeSeconds: 210,
  }));
  const ten = Array.from({ length: 10 }, (_, i) => ({
    name: `city ${i}`,
    calls: dayOf(300 + 400 * i),
    averageHandleTimeSeconds: 210,
  }));
  return [
    row(
      'Shapley allocation of a day, 3 cities',
      quickest(20, () => costAllocation(three, RULES)),
      5,
    ),
    row(
      'Shapley allocation of a day, 10 cities',
      quickest(3, () => costAllocation(ten, RULES)),
      1_000,
    ),
  ];
}

/** What a slider of the requirement room works out at each move: three cities, the pool, both formulas, the allocation. */
function sliderMove(): BenchRow {
  const settings = {
    intervalSeconds: 900,
    certainty: null,
    patienceSeconds: 120,
    shrinkage: 0.3,
    handleTimeFactor: 1,
  };
  const demands = Object.entries(VOLUMES).map(([name, volume]) => {
    const calls = dayOf(volume);
    const expected = { calls, low: calls, high: calls, averageHandleTimeSeconds: calls.map(() => 210) };
    return { name, expected, target: { ...RULES.target, maxOccupancy: 0.88 } };
  });
  const moves = 20;
  const spent = quickest(6, () => {
    for (let move = 0; move < moves; move++) {
      const volumeFactor = 1 + move / 50;
      centreRequirement(demands, { ...settings, volumeFactor });
      pooledRequirement(demands, { ...settings, volumeFactor, patienceSeconds: undefined });
      centreCostAllocation(demands, { ...settings, volumeFactor });
    }
  });
  return row('a move of a slider: the whole day of three cities, with the allocation', spent / moves, 16);
}

function simulator(): BenchRow {
  const model: CentreModel = {
    queues: Object.keys(VOLUMES).map((name) => ({
      name,
      priority: 1,
      handleTime: { kind: 'exponential', meanSeconds: 210 },
      patience: { kind: 'exponential', meanSeconds: 120 },
    })),
    groups: [{ queues: [0] }, { queues: [1] }, { queues: [2] }, { queues: [0, 1, 2] }],
  };
  const calls = Object.values(VOLUMES).map(dayOf);
  const share = (volume: number, part: number): number[] =>
    dayOf(volume).map((count) => Math.ceil(((count * 210) / 900) * part));
  const plan: DayPlan = {
    intervalSeconds: 900,
    calls,
    agents: [share(3900, 0.5), share(1100, 0.5), share(600, 0.5), share(5600, 0.65)],
  };
  const player = dayPlayer(model, [20]);
  const random = seededRandom(1);
  const spent = quickest(1, () => {
    for (let day = 0; day < DAYS; day++)
      player.play(drawCalls(model, calls, plan.intervalSeconds, random), plan);
  });
  return row(`simulator: ${DAYS} days of the joint centre, 5.6 million calls, three skills`, spent, 6_000);
}

function exactDay(): BenchRow {
  const koeln = dayOf(VOLUMES.koeln);
  const agents = koeln.map((calls) => requiredAgentCount({ ...RULES, calls }));
  const spent = quickest(2, () =>
    dayOutcome(
      koeln.map((calls) => calls / 900),
      agents,
      { ...RULES, patienceSeconds: 120, answerThresholdSeconds: 20 },
    ),
  );
  return row('exact course of a day of Köln, 44 intervals', spent, 1_000);
}

export const bench: Bench = {
  title: 'Staffing: from calls to agents (CPU time, quickest run)',
  run: async () => [...countAlone(), ...year(), ...allocations(), sliderMove(), simulator(), exactDay()],
};
