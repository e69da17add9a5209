import {
  mondayOf,
  type PastDay,
  type Roster,
  type RosterAgent,
  type RosterProblem,
} from '../../../forecasting/roster/index.ts';
import type { CoverOfOthers } from '../../contract/plan-reader.ts';
import { reachesCity } from '../../platform/http/caller.ts';
import { readsEverything } from '../../platform/http/reader.ts';
import type { Sight } from '../../organisation/people/sight.ts';
import { CoverOfShifts } from './cover-of-shifts.ts';

/** A roster and what it is judged by, as one reader may have them. */
export interface ReadRoster {
  readonly problem: RosterProblem;
  readonly roster: Roster;
  readonly others: CoverOfOthers | null;
}

/**
 * The part of a problem and its roster that a reader may have: people of their cities, of whom they plan with all that
 * planning takes and of the others only who works and who is away. Everybody else is a sum: how many are on the telephones
 * for the reader's own cities, and needed and planned over the joint centre.
 */
export function rosterFor(sight: Sight, problem: RosterProblem, roster: Roster): ReadRoster {
  const { reader, ofPerson } = sight;
  if (readsEverything(reader)) return { problem, roster, others: null };
  const isShown = (agent: string): boolean => ofPerson(agent) !== 'nothing';
  const shifts = roster.shifts.filter(({ agent }) => isShown(agent));
  const agents = problem.agents
    .filter(({ id }) => isShown(id))
    .map((agent) => personFor(sight, agent, problem));
  const part = partOf(problem, sight, agents);
  if (reader.sees === 'all') {
    const { demand, seats } = problem;
    return { problem: { ...part, demand, seats }, roster: { shifts }, others: null };
  }
  const unseen = new CoverOfShifts(problem);
  for (const shift of roster.shifts) if (!isShown(shift.agent)) unseen.add(shift);
  const skillsOf = new Map(problem.groups.map(({ id, skills }) => [id, skills]));
  const isOwn = (group: string): boolean =>
    (skillsOf.get(group) ?? [group]).every((city) => reachesCity(reader.sees, city));
  return {
    problem: {
      ...part,
      demand: problem.demand
        .filter(({ group }) => isOwn(group))
        .map(({ group, scheduledAgents }) => ({
          group,
          scheduledAgents,
          coveredElsewhere: unseen.ofGroup(group),
        })),
      seats: problem.seats.filter(({ city }) => reachesCity(reader.sees, city)),
    },
    roster: { shifts },
    others: { required: requiredJointly(problem), planned: unseen.ofAll() },
  };
}

/** Every field is named, so that a new one does not compile until somebody has decided who may have it. */
function partOf(
  problem: RosterProblem,
  { ofPerson, words }: Sight,
  people: readonly RosterAgent[],
): Omit<RosterProblem, 'demand' | 'seats'> {
  const { title, zone, intervalMinutes, days, groups, patterns, sundayWorkAllowed, rules, ...rest } = problem;
  const { contracts, pins, activities, screenBreaks, notice, burdensPerPerson, ...judged } = rest;
  const { agents: _everybody, demand: _all, seats: _every, ...undecided } = judged;
  undecided satisfies Record<string, never>;
  const used = new Set(people.map(({ contract }) => contract));
  const isShown = (agent: string): boolean => ofPerson(agent) !== 'nothing';
  return {
    title: words(title),
    zone,
    intervalMinutes,
    days,
    groups,
    patterns,
    sundayWorkAllowed,
    rules,
    contracts: contracts.filter(({ id }) => used.has(id)),
    agents: people,
    pins: pins.filter(({ agent }) => isShown(agent)),
    ...(activities === undefined
      ? {}
      : {
          activities: activities
            .map((activity) => ({ ...activity, agents: activity.agents.filter(isShown) }))
            .filter(({ agents: invited }) => invited.length > 0),
        }),
    ...(screenBreaks === undefined ? {} : { screenBreaks }),
    ...(notice === undefined ? {} : { notice }),
    ...(burdensPerPerson === undefined ? {} : { burdensPerPerson }),
  };
}

function personFor(
  { ofPerson }: Sight,
  agent: RosterAgent,
  { days }: Pick<RosterProblem, 'days'>,
): RosterAgent {
  if (ofPerson(agent.id) === 'planning') return agent;
  const { id, name, city, contract, skills, absences, ...kept } = agent;
  const { wishes: _wishes, protections: _protections, availability: _availability, ...counted } = kept;
  const { burdens: _burdens, wishesGranted: _granted, past, ...before } = counted;
  const { workedBefore: _worked, sundaysWorked: _sundays, ...agreed } = before;
  const { employment: _employment, beside: _beside, next, ...undecided } = agreed;
  undecided satisfies Record<string, never>;
  return {
    id,
    name,
    ...(city === undefined ? {} : { city }),
    contract,
    skills,
    // credited as it is for every kind alike, so that hours add up and nothing is revealed by them
    absences: absences.map(({ from, until, creditedMinutesPerDay }) => ({
      from,
      until,
      ...(creditedMinutesPerDay === undefined ? {} : { creditedMinutesPerDay }),
    })),
    wishes: [],
    // published like the roster itself, as far as the hours of its weeks need it
    ...(past === undefined ? {} : { past: inWeeksOf(days, past) }),
    ...(next === undefined ? {} : { next: inWeeksOf(days, next) }),
  };
}

function inWeeksOf(days: RosterProblem['days'], beside: readonly PastDay[]): readonly PastDay[] {
  const [first, last] = [days.at(0)?.date, days.at(-1)?.date];
  if (first === undefined || last === undefined) return [];
  return beside.filter(({ date }) => mondayOf(first) <= date && mondayOf(date) <= mondayOf(last));
}

function requiredJointly({ days, demand, intervalMinutes }: RosterProblem): readonly (readonly number[])[] {
  return days.map((_day, index) =>
    demand.reduce(
      (sum, { scheduledAgents }) => sum.map((people, at) => people + (scheduledAgents[index]?.[at] ?? 0)),
      new Array<number>((24 * 60) / intervalMinutes).fill(0),
    ),
  );
}
