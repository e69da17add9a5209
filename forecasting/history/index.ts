export { dayCurves, type SlotGrid, slotsPerDay, type WallClockCount } from './day-curves.ts';
export { type DayDecision, type DayFinding, findDays, learntHistory, withDecisions } from './day-findings.ts';
export {
  businessDays,
  dayHistory,
  type DayHistory,
  knownBefore,
  meanCurve,
  nextBusinessDays,
  total,
} from './day-history.ts';
export {
  expectedDays,
  type GeneratedHistory,
  generateHistory,
  JOINT_CENTRE_CITIES,
} from './generate-history.ts';
export {
  FIGURES,
  figuresBy,
  type HistoryMinutes,
  type IntervalFigures,
  type IntervalRecord,
} from './interval-record.ts';
export { type JoinedHistory, joinHistory } from './join-history.ts';
export { commonLength, toLength } from './one-length.ts';
export { countedHistory, jointCurves, queueHistory } from './queue-history.ts';
