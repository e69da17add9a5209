export { dayOutcome } from './day-outcome.ts';
export { queueA, type QueueA, type QueueAInput } from './erlang-a.ts';
export { erlangB } from './erlang-b.ts';
export { erlangC, queueC } from './erlang-c.ts';
export { offeredLoad } from './offered-load.ts';
