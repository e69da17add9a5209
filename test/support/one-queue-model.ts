import type { CentreModel } from '../../forecasting/simulation/centre.ts';

/** One queue whose calls take 210 s on average, for one group of agents. */
export function oneQueueModel(patienceSeconds: number): CentreModel {
  return {
    queues: [
      {
        name: 'koeln',
        priority: 1,
        handleTime: { kind: 'exponential', meanSeconds: 210 },
        patience: { kind: 'exponential', meanSeconds: patienceSeconds },
      },
    ],
    groups: [{ queues: [0] }],
  };
}
