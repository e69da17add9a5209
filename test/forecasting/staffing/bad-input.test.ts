import {
  type CentreModel,
  type Distribution,
  simulateCentre,
} from '../../../forecasting/simulation/index.ts';
import {
  addCity,
  agentCounter,
  backlogClearance,
  callsWithCertainty,
  centreCostAllocation,
  dayContractOutlook,
  grossAgents,
  intervalMeasures,
  costAllocation,
  requiredAgents,
  requirement,
  shapleyShares,
  shrinkageAt,
  simulatedJoining,
  skillGroupRequirement,
  smallestHelpfulMove,
  staffDay,
  staffForCertainty,
} from '../../../forecasting/staffing/index.ts';
import { itRefuses } from '../../support/refusals.ts';

const eighty = { serviceLevel: 0.8, answerThresholdSeconds: 20 };
const interval = { calls: 100, intervalSeconds: 900, averageHandleTimeSeconds: 180, target: eighty };
const day = { ...interval, ...eighty, calls: [10, 20] };
const koeln = { name: 'koeln', calls: [60, 80], averageHandleTimeSeconds: 210 };
const rules = { intervalSeconds: 900, target: eighty };
const bruehl = { name: 'bruehl', callsPerDay: 10, averageHandleTimeSeconds: 210, profileLike: 'koeln' };
const exponential = (meanSeconds: number): Distribution => ({ kind: 'exponential', meanSeconds });
const queue = { name: 'koeln', handleTime: exponential(210), patience: exponential(120), priority: 1 };
const model: CentreModel = { queues: [queue], groups: [{ queues: [0] }] };
const plan = { intervalSeconds: 900, calls: [[60]], agents: [[16]] };
const simulation = { model, plan, replications: 2, seed: 1, thresholdsSeconds: [20] };
const groups = {
  model,
  calls: [[60]],
  intervalSeconds: 900,
  contracts: [{ queue: 0, ...eighty }],
  seed: 1,
};
const plannedDay = {
  weekday: 1 as const,
  startMinute: 480,
  intervalMinutes: 15,
  cities: [{ name: 'koeln', calls: [60], averageHandleTimeSeconds: 210, target: eighty }],
  groups: [{ name: 'all', cities: ['koeln'] }],
  shrinkage: [],
};
const [plannedCity] = plannedDay.cities;
const outlookCity = { name: 'koeln', ...eighty, soFar: { good: 8, counted: 10 }, callPaths: [[60]] };
const outlook = {
  cities: [outlookCity],
  agents: [16],
  averageHandleTimeSeconds: 210,
  intervalSeconds: [900],
};
const backlog = {
  waiting: 3,
  calls: [60],
  agents: [16],
  intervalSeconds: [900],
  averageHandleTimeSeconds: 210,
  patienceSeconds: 120,
};
const move = { id: 'two', agents: 2, fromInterval: 0, toInterval: 1, toPool: 0 };
const demand = {
  name: 'koeln',
  expected: { calls: [60], low: [50], high: [70], averageHandleTimeSeconds: [210] },
  target: eighty,
};
const centreSettings = {
  intervalSeconds: 900,
  certainty: null,
  shrinkage: 0.1,
  volumeFactor: 1,
  handleTimeFactor: 1,
};
const withQueue = (change: object): CentreModel => ({ ...model, queues: [{ ...queue, ...change }] });

itRefuses({
  requiredAgents: [
    [() => requiredAgents({ ...interval, calls: -1 }), 'calls must be a number ≥ 0, got -1'],
    [() => requiredAgents({ ...interval, calls: Infinity }), 'got Infinity'],
    [() => requiredAgents({ ...interval, averageHandleTimeSeconds: 0 }), 'got 0'],
    [
      () => requiredAgents({ ...interval, target: { ...eighty, serviceLevel: 80 } }),
      'got 80',
      'Then write 0.8',
    ],
    [
      () => requiredAgents({ ...interval, target: { ...eighty, serviceLevel: 1 } }),
      '100 %',
      'for example 0.99',
    ],
    [() => requiredAgents({ ...interval, target: { ...eighty, serviceLevel: NaN } }), 'got NaN'],
    [() => requiredAgents({ ...interval, target: { ...eighty, serviceLevel: -0.1 } }), 'got -0.1'],
    [
      () => requiredAgents({ ...interval, target: { serviceLevel: 0.8 } }),
      '0.8',
      'needs answerThresholdSeconds',
    ],
    [() => requiredAgents({ ...interval, target: { maxOccupancy: 0 } }), 'maxOccupancy', 'got 0'],
    [() => requiredAgents({ ...interval, target: { maxOccupancy: 85 } }), 'got 85', 'Then write 0.85'],
    [() => requiredAgents({ ...interval, target: { maxAbandonShare: 0 } }), 'got 0', 'for example 0.01'],
    [() => requiredAgents({ ...interval, target: { maxAbandonShare: 5 } }), 'got 5', 'Then write 0.05'],
    [
      () => requiredAgents({ ...interval, target: { maxAverageSpeedOfAnswerSeconds: 0 } }),
      'got 0',
      'needs endless agents',
    ],
    [() => requiredAgents({ ...interval, minimumAgents: 1.5 }), 'minimumAgents', 'got 1.5'],
    [() => requiredAgents({ ...interval, patienceSeconds: -60 }), 'got -60', 'use Infinity'],
    [() => requiredAgents({ ...interval, target: { ...eighty, shortAbandonSeconds: -5 } }), 'got -5'],
    [
      () => requiredAgents({ ...interval, target: { ...eighty, flowOutShare: 10 } }),
      'got 10',
      'Then write 0.1',
    ],
  ],
  agentCounter: [
    [
      () => agentCounter({ ...interval, target: { ...eighty, serviceLevel: 80 } }),
      'got 80',
      'Then write 0.8',
    ],
    [() => agentCounter(interval)(NaN), 'calls must be a number ≥ 0, got NaN'],
  ],
  intervalMeasures: [
    [() => intervalMeasures(interval, 2.5), 'agents must be a whole number ≥ 0, got 2.5'],
    [() => intervalMeasures({ ...interval, patienceSeconds: 0 }, 20), 'got 0', 'use Infinity'],
  ],
  grossAgents: [
    [() => grossAgents(-1, 0.3), 'agents must be a number ≥ 0, got -1'],
    [() => grossAgents(10, 30), 'got 30', 'Then write 0.3'],
    [() => grossAgents(10, 1), 'got 1', '[0, 1)'],
    [() => grossAgents(10, NaN), 'got NaN'],
  ],
  shrinkageAt: [
    [() => shrinkageAt([{ cause: 'leave', share: 15 }], 1, 480), 'leave', 'Then write 0.15'],
    [() => shrinkageAt([{ cause: 'leave', share: NaN }], 1, 480), 'leave', 'got NaN'],
    [
      () =>
        shrinkageAt(
          [
            { cause: 'leave', share: 0.6 },
            { cause: 'illness', share: 0.4 },
          ],
          1,
          480,
        ),
      'add up to 1',
      'nobody is left',
    ],
  ],
  staffDay: [
    [() => staffDay({ ...day, serviceLevel: 1 }), '100 %', 'for example 0.99'],
    [() => staffDay({ ...day, calls: [10, -1] }), 'calls[1] must be a number ≥ 0, got -1'],
    [() => staffDay({ ...day, patienceSeconds: 0 }), 'got 0', 'use Infinity'],
    [() => staffDay({ ...day, floorServiceLevel: 50 }), 'got 50', 'Then write 0.5'],
    [
      () => staffDay({ ...day, judge: 'exact', variant: 'answeredOnly' }),
      'answeredOnly',
      'use judge pointwise',
    ],
  ],
  staffForCertainty: [
    [() => staffForCertainty({ ...day, callPaths: [], certainty: 0.9 }), 'at least one sample path'],
    [
      () => staffForCertainty({ ...day, callPaths: [[10]], certainty: 1 }),
      'certainty must be in (0, 1), got 1',
    ],
    [() => staffForCertainty({ ...day, callPaths: [[10]], certainty: 90 }), 'got 90'],
    [() => staffForCertainty({ ...day, callPaths: [[10], [10, 20]], certainty: 0.9 }), '1 and 2 intervals'],
  ],
  callsWithCertainty: [
    [() => callsWithCertainty(demand.expected, 90), 'certainty must be a share in (0, 1), got 90'],
    [() => callsWithCertainty(demand.expected, NaN), 'got NaN'],
  ],
  centreCostAllocation: [
    [() => centreCostAllocation([], centreSettings), 'at least one city'],
    [
      () => centreCostAllocation([{ ...demand, target: { ...eighty, serviceLevel: 80 } }], centreSettings),
      'got 80',
      'Then write 0.8',
    ],
  ],
  costAllocation: [
    [() => costAllocation([], rules), 'at least one city'],
    [() => costAllocation([{ ...koeln, calls: [-1] }], rules), 'calls[0] of koeln', 'got -1'],
    [
      () => costAllocation([koeln, { ...koeln, name: 'bonn', calls: [1] }], rules),
      'bonn has 1 intervals, koeln has 2',
    ],
    [() => costAllocation([{ ...koeln, averageHandleTimeSeconds: 0 }], rules), 'got 0'],
    [() => costAllocation([koeln], { ...rules, target: { maxOccupancy: 85 } }), 'got 85', 'Then write 0.85'],
    [() => costAllocation([koeln], { ...rules, patienceSeconds: 0 }), 'got 0', 'use Infinity'],
  ],
  shapleyShares: [
    [() => shapleyShares(21, () => 0), 'got 21'],
    [() => shapleyShares(1.5, () => 0), 'got 1.5'],
  ],
  addCity: [
    [() => addCity([koeln], { ...bruehl, profileLike: 'bonn' }, rules), '"bonn"', 'known: koeln'],
    [() => addCity([koeln], { ...bruehl, name: 'koeln' }, rules), '"koeln"', 'choose another name'],
    [() => addCity([koeln], { ...bruehl, callsPerDay: -1 }, rules), 'callsPerDay', 'got -1'],
    [() => addCity([koeln], { ...bruehl, averageHandleTimeSeconds: 0 }, rules), 'got 0'],
    [() => addCity([koeln], { ...bruehl, ramp: [25] }, rules), 'got 25', 'Then write 0.25'],
    [
      () => addCity([koeln], { ...bruehl, openIntervals: { from: 1, to: 1 } }, rules),
      '1 to 1',
      'choose other hours',
    ],
  ],
  simulatedJoining: [
    [
      () =>
        simulatedJoining({
          cities: [koeln],
          city: { ...bruehl, profileLike: 'bonn' },
          rules,
          effect: addCity([koeln], bruehl, rules),
          seed: 1,
        }),
      '"bonn"',
    ],
  ],
  requirement: [
    [
      () => requirement({ ...plannedDay, groups: [{ name: 'all', cities: [] }] }),
      'koeln',
      'give a group this skill',
    ],
    [
      () => requirement({ ...plannedDay, groups: [...plannedDay.groups, { name: 'none', cities: [] }] }),
      'skill group none has no city',
      'give it a skill or leave it out',
    ],
    [
      () => requirement({ ...plannedDay, groups: [{ name: 'all', cities: ['koeln', 'aachen'] }] }),
      'aachen',
      'no city of this plan',
    ],
    [
      () => requirement({ ...plannedDay, groups: [{ name: 'all', cities: ['koeln'], weight: -1 }] }),
      'weight of all',
      'got -1',
    ],
    [
      () =>
        requirement({
          ...plannedDay,
          cities: plannedCity === undefined ? [] : [{ ...plannedCity, minimumSeats: 1.5 }],
        }),
      'minimumSeats of koeln',
      'got 1.5',
    ],
    [() => requirement({ ...plannedDay, shrinkage: [{ cause: 'leave', share: 15 }] }), 'leave', 'write 0.15'],
  ],
  skillGroupRequirement: [
    [() => skillGroupRequirement({ ...groups, model: { ...model, groups: [] } }), 'at least one skill group'],
    [
      () => skillGroupRequirement({ ...groups, model: { ...model, groups: [{ queues: [] }] } }),
      'skill group 0 has no queue',
      'give it a skill or leave it out',
    ],
    [
      () => skillGroupRequirement({ ...groups, contracts: [{ queue: 1, ...eighty }] }),
      'queue 1',
      'there are 1',
    ],
    [
      () => skillGroupRequirement({ ...groups, contracts: [{ queue: 0, ...eighty, serviceLevel: 1 }] }),
      '100 %',
      'for example 0.99',
    ],
    [() => skillGroupRequirement({ ...groups, calls: [[-1]] }), 'calls[0][0]', 'got -1'],
    [() => skillGroupRequirement({ ...groups, start: [[1.5]] }), 'agents[0][0]', 'got 1.5'],
  ],
  simulateCentre: [
    [() => simulateCentre({ ...simulation, replications: 1 }), 'replications', 'got 1'],
    [() => simulateCentre({ ...simulation, daysPerReplication: 0.5 }), 'daysPerReplication', 'got 0.5'],
    [() => simulateCentre({ ...simulation, thresholdsSeconds: [-20] }), 'got -20'],
    [() => simulateCentre({ ...simulation, plan: { ...plan, agents: [[1.5]] } }), 'agents[0][0]', 'got 1.5'],
    [() => simulateCentre({ ...simulation, plan: { ...plan, calls: [[NaN]] } }), 'calls[0][0]', 'got NaN'],
    [() => simulateCentre({ ...simulation, plan: { ...plan, intervalSeconds: 0 } }), 'got 0'],
    [
      () => simulateCentre({ ...simulation, plan: { ...plan, agents: [] } }),
      'agents has 0 rows, 1 are needed',
    ],
    [() => simulateCentre({ ...simulation, model: withQueue({ handleTime: exponential(0) }) }), 'got 0'],
    [() => simulateCentre({ ...simulation, model: withQueue({ patience: exponential(-1) }) }), 'got -1'],
    [
      () =>
        simulateCentre({
          ...simulation,
          model: withQueue({ handleTime: { kind: 'lognormal', meanSeconds: 210, variation: -1 } }),
        }),
      'variation',
      'got -1',
    ],
    [
      () =>
        simulateCentre({
          ...simulation,
          model: withQueue({ handleTime: { kind: 'empirical', seconds: [] } }),
        }),
      'at least one value',
    ],
    [
      () =>
        simulateCentre({
          ...simulation,
          model: withQueue({ handleTime: { kind: 'empirical', seconds: [-5] } }),
        }),
      'got -5',
    ],
    [
      () => simulateCentre({ ...simulation, model: withQueue({ transfer: { share: 10, toQueue: 0 } }) }),
      'transfer.share of koeln',
      'got 10',
    ],
    [
      () => simulateCentre({ ...simulation, model: withQueue({ transfer: { share: 0.1, toQueue: 3 } }) }),
      'toQueue of koeln is 3',
    ],
  ],
  dayContractOutlook: [
    [() => dayContractOutlook({ ...outlook, cities: [] }), 'at least one city'],
    [
      () => dayContractOutlook({ ...outlook, agents: [16, 16] }),
      'intervalSeconds has 1 values, agents has 2',
    ],
    [() => dayContractOutlook({ ...outlook, waiting: -1 }), 'waiting', 'got -1'],
    [
      () =>
        dayContractOutlook({ ...outlook, cities: [{ ...outlookCity, soFar: { good: 11, counted: 10 } }] }),
      'got 11 of 10',
    ],
    [
      () => dayContractOutlook({ ...outlook, cities: [{ ...outlookCity, serviceLevel: 80 }] }),
      'Then write 0.8',
    ],
    [() => dayContractOutlook({ ...outlook, patienceSeconds: 0 }), 'got 0', 'use Infinity'],
  ],
  smallestHelpfulMove: [
    [() => smallestHelpfulMove([outlook], [], 90), 'wantedProbability', 'got 90'],
    [
      () => smallestHelpfulMove([{ ...outlook, agents: [13] }], [{ ...move, toPool: 2 }], 0.9),
      'names pool 2',
    ],
    [
      () => smallestHelpfulMove([{ ...outlook, agents: [13] }], [{ ...move, agents: 1.5 }], 0.9),
      'whole number of agents',
      'got 1.5',
    ],
  ],
  backlogClearance: [
    [() => backlogClearance({ ...backlog, waiting: -1 }), 'waiting', 'got -1'],
    [() => backlogClearance({ ...backlog, patienceSeconds: 0 }), 'got 0', 'use Infinity'],
    [() => backlogClearance({ ...backlog, agents: [1, 2] }), 'got 1, 2 and 1'],
    [() => backlogClearance({ ...backlog, intervalSeconds: [0] }), 'intervalSeconds[0]', 'got 0'],
    [() => backlogClearance({ ...backlog, calls: [NaN] }), 'calls[0]', 'got NaN'],
  ],
});
