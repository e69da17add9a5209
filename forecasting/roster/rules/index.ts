import { absence } from './absence.ts';
import { activitiesFit } from './activities-fit.ts';
import { availability } from './availability.ts';
import { averageWorkingDay } from './average-working-day.ts';
import { breakPlaces } from './break-places.ts';
import { change } from './change.ts';
import { contractMinutes } from './contract-minutes.ts';
import { overstaffed, understaffed } from './coverage.ts';
import { daysPerWeek } from './days-per-week.ts';
import { employment } from './employment.ts';
import { fairBurdens } from './fair-burdens.ts';
import { freeSundays } from './free-sundays.ts';
import { knownAgentAndPattern } from './known-agent-and-pattern.ts';
import { legalBreaks } from './legal-breaks.ts';
import { longestRun } from './longest-run.ts';
import { maternityProtection } from './maternity-protection.ts';
import { minimumSeats } from './minimum-seats.ts';
import { minorsProtection } from './minors-protection.ts';
import { noOvertime } from './no-overtime.ts';
import { notice } from './notice.ts';
import { oneShiftPerDay } from './one-shift-per-day.ts';
import { openingHours } from './opening-hours.ts';
import { pinned } from './pinned.ts';
import { plannedActivities } from './planned-activities.ts';
import { requiredSkill } from './required-skill.ts';
import { restPeriod } from './rest-period.ts';
import type { Rule } from './rule.ts';
import { screenBreaks } from './screen-breaks.ts';
import { shortestRest } from './shortest-rest.ts';
import { shortestRun } from './shortest-run.ts';
import { substituteRestDay } from './substitute-rest-day.ts';
import { sundaysAndHolidays } from './sundays-and-holidays.ts';
import { weekends } from './weekends.ts';
import { dayOffRequest, shiftWish } from './wishes.ts';
import { workingDay } from './working-day.ts';
import { yearEndDays } from './year-end-days.ts';

/** The works agreement: everything that a roster is judged by, in the order in which it is read out. */
export const worksAgreement: readonly Rule[] = [
  // Who may work at all, on what, and when.
  knownAgentAndPattern,
  oneShiftPerDay,
  employment,
  absence,
  availability,
  requiredSkill,
  openingHours,
  sundaysAndHolidays,
  freeSundays,
  substituteRestDay,
  // Persons whom the law protects further.
  minorsProtection,
  maternityProtection,
  noOvertime,
  // Working time, breaks and rest.
  workingDay,
  averageWorkingDay,
  legalBreaks,
  activitiesFit,
  restPeriod,
  longestRun,
  shortestRun,
  shortestRest,
  daysPerWeek,
  weekends,
  contractMinutes,
  // What the planner has settled.
  pinned,
  // What a good roster aims at; each has a price.
  understaffed,
  overstaffed,
  minimumSeats,
  plannedActivities,
  yearEndDays,
  screenBreaks,
  breakPlaces,
  notice,
  dayOffRequest,
  shiftWish,
  fairBurdens,
  change,
];
