import { personChecker } from '../checker/check-roster.ts';
import { ExchangeBoard, type Days, type Exchange } from './exchange-board.ts';
import type { RosterProblem } from '../model/problem.ts';
import type { Roster } from '../model/roster.ts';

export interface EvenedRoster {
  readonly roster: Roster;
  /** How many times two people exchanged duties. */
  readonly exchanges: number;
}

/** Each trial recounts two people, some 0.3 ms at 28 days: about a second in all. */
const MOST_TRIALS = 4000;
/** Trials for a pair before the next one has its turn. */
const TRIALS_PER_PAIR = 4;

/**
 * Evens burdens out within a finished roster (Ausgleich): two people of like hours exchange their duties of a day or of
 * a run of up to seven days, so that what the ledger has of them afterwards lies closer together.
 *
 * Duties only change their owners, so the cover of each interval stays as it is. The checker judges both people before
 * and after: nobody breaks a rule, the objective never rises, and no burden's spread over the team does. Pinned days,
 * days with an activity and people who break a rule already are left alone. Same input, same answer.
 *
 * @param options.isOver asked before each trial; ends early with the exchanges made so far
 */
export function evenBurdens(
  problem: RosterProblem,
  roster: Roster,
  options: { readonly mostTrials?: number; readonly isOver?: () => boolean } = {},
): EvenedRoster {
  const { mostTrials = MOST_TRIALS, isOver = () => false } = options;
  const check = personChecker(problem);
  const board = new ExchangeBoard(problem, roster);
  const standings = board.people.map(({ id, days }) => standing(check, id, days));
  /** Exchanges, and pairs of calendars, from which nothing more is to be had. */
  const failed = new Set<string>();
  const settled = new Set<string>();
  let trials = 0;
  let exchanges = 0;

  const isBetter = (exchange: Exchange): boolean => {
    const { one, other } = exchange;
    const [first, second] = board.exchanged(exchange);
    const before = (standings[one]?.cost ?? 0) + (standings[other]?.cost ?? 0);
    const left = standing(check, board.idOf(one), first);
    if (!left.isLawful || left.cost > before + 1e-9) return false;
    const right = standing(check, board.idOf(other), second);
    if (!right.isLawful || left.cost + right.cost > before + 1e-9) return false;
    standings[one] = left;
    standings[other] = right;
    return true;
  };

  const evenPair = (one: number, other: number): number => {
    if (settled.has(board.calendarsOf(one, other))) return 0;
    let made = 0;
    let tried = 0;
    let candidates = board.exchangesOf(one, other);
    for (let next = candidates.shift(); next !== undefined; next = candidates.shift()) {
      const key = board.keyOf(next);
      if (failed.has(key)) continue;
      if (trials >= mostTrials || tried >= TRIALS_PER_PAIR || isOver()) return made;
      trials++;
      tried++;
      if (isBetter(next)) {
        board.make(next);
        made++;
        tried = 0;
        candidates = board.exchangesOf(one, other);
      } else failed.add(key);
    }
    settled.add(board.calendarsOf(one, other));
    return made;
  };

  const isLawful = (index: number): boolean => standings[index]?.isLawful === true;
  for (;;) {
    const trialsBefore = trials;
    for (const [one, other] of board.pairs(isLawful)) {
      if (trials >= mostTrials || isOver()) break;
      exchanges += evenPair(one, other);
    }
    if (trials === trialsBefore || trials >= mostTrials || isOver()) break;
  }
  return { roster: exchanges === 0 ? roster : board.roster(), exchanges };
}

interface Standing {
  readonly isLawful: boolean;
  readonly cost: number;
}

function standing(check: ReturnType<typeof personChecker>, id: string, days: Days): Standing {
  const violations = check(
    id,
    days.filter((shift) => shift !== undefined),
  );
  return {
    isLawful: !violations.some(({ hard }) => hard),
    cost: violations.reduce((sum, { cost }) => sum + cost, 0),
  };
}
