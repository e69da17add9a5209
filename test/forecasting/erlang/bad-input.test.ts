import {
  dayOutcome,
  erlangB,
  erlangC,
  offeredLoad,
  queueA,
  queueC,
} from '../../../forecasting/erlang/index.ts';
import { itRefuses } from '../../support/refusals.ts';

const team = { agents: 10, averageHandleTimeSeconds: 180, answerThresholdSeconds: 20 };
const patient = { ...team, callsPerSecond: 0.05, patienceSeconds: 60 };
const hours = {
  intervalSeconds: 900,
  averageHandleTimeSeconds: 180,
  patienceSeconds: 60,
  answerThresholdSeconds: 20,
};

itRefuses({
  erlangB: [
    [() => erlangB(-1, 5), 'agents must be a whole number ≥ 0, got -1'],
    [() => erlangB(1.5, 5), 'got 1.5'],
    [() => erlangB(3, NaN), 'offeredLoadErlangs must be a number ≥ 0, got NaN'],
    [() => erlangB(3, Infinity), 'got Infinity'],
  ],
  erlangC: [
    [() => erlangC(NaN, 5), 'agents must be a whole number ≥ 0, got NaN'],
    [() => erlangC(3, -5), 'offeredLoadErlangs must be a number ≥ 0, got -5'],
    [() => erlangC(Infinity, 5), 'got Infinity'],
  ],
  offeredLoad: [
    [() => offeredLoad(-1, 180, 900), 'calls must be a number ≥ 0, got -1'],
    [() => offeredLoad(1, NaN, 900), 'averageHandleTimeSeconds', 'got NaN'],
    [() => offeredLoad(1, 180, 0), 'intervalSeconds must be a number > 0, got 0'],
  ],
  queueC: [
    [() => queueC({ ...team, offeredLoadErlangs: 5, agents: 2.5 }), 'got 2.5'],
    [() => queueC({ ...team, offeredLoadErlangs: -5 }), 'got -5'],
    [
      () => queueC({ ...team, offeredLoadErlangs: 5, averageHandleTimeSeconds: 0 }),
      'must be a number > 0, got 0',
    ],
    [() => queueC({ ...team, offeredLoadErlangs: 5, answerThresholdSeconds: -20 }), 'got -20'],
    [() => queueC({ ...team, offeredLoadErlangs: 5, answerThresholdSeconds: Infinity }), 'got Infinity'],
  ],
  queueA: [
    [() => queueA({ ...patient, callsPerSecond: -1 }), 'callsPerSecond must be a number ≥ 0, got -1'],
    [() => queueA({ ...patient, agents: 0.5 }), 'got 0.5'],
    [() => queueA({ ...patient, patienceSeconds: 0 }), 'got 0', 'use Infinity for callers who never hang up'],
    [() => queueA({ ...patient, patienceSeconds: NaN }), 'got NaN', 'use Infinity'],
    [() => queueA({ ...patient, averageHandleTimeSeconds: -180 }), 'got -180'],
    [() => queueA({ ...patient, answerThresholdSeconds: NaN }), 'got NaN'],
    [() => queueA({ ...patient, lines: 10.5 }), 'lines must be a whole number ≥ 0, got 10.5'],
    [() => queueA({ ...patient, lines: -1 }), 'got -1'],
  ],
  dayOutcome: [
    [() => dayOutcome([0.1], [1, 2], hours), 'agents has 2 values for 1 intervals'],
    [() => dayOutcome([-0.1], [1], hours), 'callsPerSecond[0]', 'got -0.1'],
    [() => dayOutcome([0.1], [1.5], hours), 'agents[0]', 'got 1.5'],
    [() => dayOutcome([0.1], [1], { ...hours, patienceSeconds: 0 }), 'got 0', 'use Infinity'],
    [() => dayOutcome([0.1], [1], { ...hours, intervalSeconds: 0 }), 'intervalSeconds[0]', 'got 0'],
    [() => dayOutcome([0.1], [1], { ...hours, answerThresholdSeconds: -1 }), 'got -1'],
    [() => dayOutcome([0.1], [1], { ...hours, start: { busy: -1, waiting: 0 } }), 'start.busy', 'got -1'],
  ],
});
