import type { Roster, RosterCheck, RosterShift, Violation } from '../../../forecasting/roster/index.ts';
import type { AppliedMove } from '../../contract/today.ts';
import { movedShift } from './move-shifts.ts';

export interface ApplyMoveInput {
  readonly roster: Roster;
  readonly date: string;
  readonly move: AppliedMove;
  /** People who are away today whatever the roster says. */
  readonly absent: ReadonlySet<string>;
  /** The independent checker; a check of many people takes its time, so it may wait for its turn. */
  readonly check: (roster: Roster) => Promise<RosterCheck>;
}

export interface MovedRoster {
  readonly roster: Roster;
  readonly check: RosterCheck;
  /** Whose shifts changed. */
  readonly agents: readonly string[];
  /** Hard rules that somebody who stays longer breaks by it, and may: whoever asks them answers for it with a reason. */
  readonly overridden: readonly Violation[];
}

/** Nobody works more than ten hours a day (ArbZG § 3), whatever they agree to. */
const LONGEST_DAY_MINUTES = 10 * 60;

/**
 * The roster with a move of today in it: as many shifts of the group are changed as the move asks for, the cheapest first,
 * and none that breaks a hard rule which held before. To stay longer is overtime: then what the contract and the shift
 * model say of that day may give way, and nothing else.
 *
 * @returns `null` where fewer people than that may be moved
 */
export async function applyMove(input: ApplyMoveInput): Promise<MovedRoster | null> {
  const { roster, date, move, absent, check } = input;
  const broken = new Set((await check(roster)).hardViolations.map(nameOf));
  const judge = async (changed: Roster) => {
    const found = await check(changed);
    const added = found.hardViolations.filter((violation) => !broken.has(nameOf(violation)));
    const isLawful = added.every((violation) => move.kind === 'stay' && isAgreedOvertime(violation));
    return isLawful ? { check: found, overridden: added } : undefined;
  };
  const candidates: { readonly shift: RosterShift; readonly price: number }[] = [];
  for (const present of roster.shifts) {
    if (present.date !== date || absent.has(present.agent)) continue;
    const shift = movedShift(present, move);
    const judgement = shift === undefined ? undefined : await judge(withShift(roster, shift));
    if (shift !== undefined && judgement !== undefined)
      candidates.push({ shift, price: judgement.check.objective });
  }
  let changed = roster;
  const agents: string[] = [];
  for (const { shift } of candidates.toSorted((one, other) => one.price - other.price)) {
    const next = withShift(changed, shift);
    const judgement = await judge(next);
    if (judgement === undefined) continue;
    changed = next;
    agents.push(shift.agent);
    if (agents.length === move.agents) return { roster: changed, agents, ...judgement };
  }
  return null;
}

function withShift({ shifts }: Roster, moved: RosterShift): Roster {
  return {
    shifts: shifts.map((shift) => (shift.agent === moved.agent && shift.date === moved.date ? moved : shift)),
  };
}

function nameOf({ rule, agent, date }: Violation): string {
  return `${rule} ${agent ?? ''} ${date ?? ''}`;
}

function isAgreedOvertime({ rule, facts }: Violation): boolean {
  if (rule === 'workingDay') return Number(facts['found']) <= LONGEST_DAY_MINUTES;
  return rule === 'knownAgentAndPattern' || rule === 'contractMinutes';
}
