export type { CentreModel, DayPlan } from './centre.ts';
export type { Distribution } from './distribution.ts';
export { contractEstimate, estimate, type Estimate, groupOccupancy, type QueueEstimate } from './estimate.ts';
export { simulateCentre } from './simulate-centre.ts';
