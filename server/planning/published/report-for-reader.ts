import type { RuleName, Violation } from '../../../forecasting/roster/index.ts';
import type { PublicationReport, PublicationSummary } from '../../contract/plan.ts';
import type { RosterOriginAnswer } from '../../contract/roster-origin.ts';
import type { PublicationRow } from '../../contract/publication.ts';
import { reachesCity } from '../../platform/http/caller.ts';
import { readsEverything, type Clearance } from '../../platform/http/reader.ts';
import type { Sight } from '../../organisation/people/sight.ts';

/**
 * What a broken rule reveals of the person who breaks it: that they are away says the roster itself, why they are, what they
 * wished and what protects them is for who plans them. A new rule does not compile until somebody has decided.
 */
const REVEALED_BY_RULE: Readonly<Record<RuleName, Exclude<Clearance, 'nothing'>>> = {
  knownAgentAndPattern: 'presence',
  oneShiftPerDay: 'presence',
  employment: 'planning',
  absence: 'planning',
  availability: 'planning',
  requiredSkill: 'presence',
  openingHours: 'presence',
  sundaysAndHolidays: 'presence',
  freeSundays: 'presence',
  substituteRestDay: 'presence',
  minorsProtection: 'planning',
  maternityProtection: 'planning',
  noOvertime: 'planning',
  workingDay: 'presence',
  averageWorkingDay: 'planning',
  legalBreaks: 'presence',
  activitiesFit: 'presence',
  restPeriod: 'presence',
  longestRun: 'presence',
  shortestRun: 'presence',
  shortestRest: 'presence',
  daysPerWeek: 'presence',
  weekends: 'presence',
  contractMinutes: 'planning',
  pinned: 'presence',
  understaffed: 'presence',
  overstaffed: 'presence',
  minimumSeats: 'presence',
  plannedActivities: 'presence',
  yearEndDays: 'presence',
  screenBreaks: 'presence',
  breakPlaces: 'presence',
  notice: 'presence',
  dayOffRequest: 'planning',
  shiftWish: 'planning',
  fairBurdens: 'planning',
  change: 'presence',
};

/** A rule report as one reader may have it; what is kept from them is counted where it stops a publication. */
export function reportFor(sight: Sight, report: PublicationReport): PublicationReport {
  const { reader } = sight;
  if (readsEverything(reader)) return report;
  const {
    check,
    warnings,
    known,
    overrides,
    simulated,
    move,
    informed,
    unseen: _none,
    ...undecided
  } = report;
  undecided satisfies Record<string, never>;
  const shown = check.hardViolations.filter((violation) => maySee(sight, violation));
  const costs = costsFor(sight, check.costs);
  return {
    check: {
      lawful: check.lawful,
      hardViolations: shown,
      objective: Object.values(costs).reduce((sum, cost) => sum + cost, 0),
      costs,
    },
    unseen: check.hardViolations.length - shown.length,
    ...(warnings === undefined ? {} : { warnings: warnings.filter((violation) => maySee(sight, violation)) }),
    ...(known === undefined ? {} : { known }),
    ...(informed === undefined
      ? {}
      : { informed: informed.filter((id) => sight.ofPerson(id) !== 'nothing') }),
    // a reason is free text about a person and says what it wants
    overrides: overrides.filter(({ agent }) => agent !== null && sight.ofPerson(agent) === 'planning'),
    simulated: simulated.filter(({ city }) => reachesCity(reader.sees, city)),
    ...(move === undefined || !reachesCity(reader.sees, move.group)
      ? {}
      : { move: { ...move, reason: sight.words(move.reason) } }),
  };
}

export function summaryFor(sight: Sight, publication: PublicationSummary): PublicationSummary {
  const { number, draftId, from, until, at, by, rollsBackTo, report, origin } = publication;
  return {
    number,
    draftId,
    from,
    until,
    at,
    by,
    rollsBackTo,
    report: reportFor(sight, report),
    origin: originFor(sight, origin),
  };
}

/** How a roster was made, without the score of people whose wishes the reader may not know. */
export function originFor({ reader }: Sight, origin: RosterOriginAnswer | null): RosterOriginAnswer | null {
  return origin === null || readsEverything(reader) ? origin : { ...origin, objective: null, bound: null };
}

export function rowFor(sight: Sight, publication: PublicationSummary): PublicationRow {
  const { report, ...row } = summaryFor(sight, publication);
  return { ...row, move: report.move ?? null };
}

/** Sums over everybody, without those by which wishes and ledgers of people could be read whom the reader does not plan. */
function costsFor(
  { reader }: Sight,
  costs: PublicationReport['check']['costs'],
): PublicationReport['check']['costs'] {
  if (reader.plans === 'all') return costs;
  const revealed: Partial<Record<string, string>> = REVEALED_BY_RULE;
  return Object.fromEntries(Object.entries(costs).filter(([rule]) => revealed[rule] === 'presence'));
}

function maySee({ reader, ofPerson }: Sight, { agent, city, group, rule }: Violation): boolean {
  if (agent !== undefined) {
    const clearance = ofPerson(agent);
    return clearance === 'planning' || (clearance === 'presence' && REVEALED_BY_RULE[rule] === 'presence');
  }
  const place = city ?? group;
  return place === undefined || reachesCity(reader.sees, place);
}
