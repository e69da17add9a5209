export { breakPlaces } from './break-places.ts';
export { legalBreakMinutes, LONGEST_WORK_WITHOUT_BREAK_MINUTES } from './legal-breaks.ts';
export { type MinuteSpan, type PatternStart, patternStarts, type ShiftPattern } from './shift-pattern.ts';
