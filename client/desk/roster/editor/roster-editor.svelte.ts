import { untrack } from 'svelte';
import {
  isExpected,
  type Roster,
  type RosterAgent,
  type RosterCheck,
  type RosterProblem,
  type RosterShift,
  type Violation,
} from '../../../../forecasting/roster/index.ts';
import type { DraftAnswer, SavedDraft, SaveDraft } from '../../../../server/contract/plan.ts';
import type { CoverOfOthers, ReaderOfPlan } from '../../../../server/contract/plan-reader.ts';
import type { RosterOriginAnswer } from '../../../../server/contract/roster-origin.ts';
import { emptyHistory, stepBack, stepForth, withEdit, type Edit } from './edit-history.ts';
import {
  cellsEdit,
  cellsOf,
  changesOf,
  nothingUnsaved,
  proposalEdit,
  withUnsaved,
  type Cells,
} from './roster-cells.ts';
import { RosterColumn, RosterRow } from './roster-lines.svelte.ts';
import { newlyBroken, violationKey } from './violations-by-cell.ts';

/** Prepares the independent checker for one problem; each edit is then judged within milliseconds. */
export type CheckerFor = (problem: RosterProblem) => (roster: Roster) => RosterCheck;

/** What the checker says of the last edit. */
export interface Verdict {
  /** Hard rules that it broke anew. */
  readonly broken: readonly Violation[];
  /** Price of the roster after minus before. */
  readonly costChange: number;
}

/** A draft under a planner's hands: edits with undo, each checked at once, saved on the revision they were made on. */
export class RosterEditor {
  readonly draftId: string;
  readonly title: string;
  readonly problem: RosterProblem;
  readonly reader: ReaderOfPlan;
  readonly others: CoverOfOthers | null;
  readonly rows: readonly RosterRow[];
  readonly #columns: readonly RosterColumn[];
  /** Who cannot work, by day. */
  readonly #awayOn: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #checkRoster: (roster: Roster) => RosterCheck;
  #revision = $state(0);
  #origin = $state.raw<RosterOriginAnswer | null>(null);
  #history = $state.raw(emptyHistory);
  /** The pinned shift that the last edit by hand would have changed. */
  #held = $state.raw<RosterShift | null>(null);
  #check = $state.raw<RosterCheck>({
    lawful: true,
    hardViolations: [],
    softViolations: [],
    objective: 0,
    costs: {},
  });
  #selection = $state.raw({ agentIndex: 0, dayIndex: 0 });
  #unsaved = $state.raw(nothingUnsaved);
  #verdict = $state.raw<Verdict | null>(null);
  #taken = $state.raw<{ readonly edit: Edit; readonly run: string } | null>(null);
  #reasons = $state.raw<Readonly<Record<string, string>>>({});

  constructor(draft: DraftAnswer, checkerFor: CheckerFor) {
    this.draftId = draft.id;
    this.title = draft.title;
    this.problem = draft.problem;
    this.reader = draft.reader;
    this.others = draft.others;
    this.#checkRoster = checkerFor(draft.problem);
    this.#awayOn = awayOn(draft.problem);
    this.#revision = draft.revision;
    this.#origin = draft.origin;
    const cells = cellsOf(draft.problem, draft.roster);
    this.rows = draft.problem.agents.map(
      (agent, agentIndex) => new RosterRow(agent, agentIndex, cells[agentIndex] ?? []),
    );
    this.#columns = draft.problem.days.map(
      (_day, dayIndex) => new RosterColumn(cells.map((shifts) => shifts[dayIndex] ?? null)),
    );
    this.#check = this.#checkRoster(this.roster);
  }

  /** Whether the reader plans the person, and so has their wishes, protections and kinds of absence. */
  mayPlan({ city }: Pick<RosterAgent, 'city'>): boolean {
    const { plans } = this.reader;
    return plans === 'all' || (city !== undefined && plans.includes(city));
  }

  /** Whether every rule about those who are shown can be judged here. */
  get plansAllShown(): boolean {
    return this.problem.agents.every((agent) => this.mayPlan(agent));
  }

  get revision(): number {
    return this.#revision;
  }

  /** How the roster that the server holds was made. */
  get origin(): RosterOriginAnswer | null {
    return this.#origin;
  }

  get check(): RosterCheck {
    return this.#check;
  }

  /** What the last edit did; `null` before the first one. */
  get verdict(): Verdict | null {
    return this.#verdict;
  }

  /** Why a hard rule is broken on purpose; used at publication. Empty where nobody has said. */
  reasonFor(violation: Violation): string {
    return this.#reasons[violationKey(violation)] ?? '';
  }

  giveReason(violation: Violation, reason: string): void {
    this.#reasons = { ...this.#reasons, [violationKey(violation)]: reason };
  }

  get selection(): { readonly agentIndex: number; readonly dayIndex: number } {
    return this.#selection;
  }

  get canUndo(): boolean {
    return this.#history.done.length > 0;
  }

  get canRedo(): boolean {
    return this.#history.undone.length > 0;
  }

  get unsavedCells(): number {
    return this.#unsaved.size;
  }

  get roster(): Roster {
    return { shifts: this.rows.flatMap((row) => row.shifts.filter((shift) => shift !== null)) };
  }

  /** Everybody's shifts of one day. */
  shiftsOn(dayIndex: number): readonly RosterShift[] {
    return this.#columns[dayIndex]?.shifts ?? [];
  }

  /** Those of one day that are expected to be worked: shifts of absent people cover nothing. */
  expectedOn(dayIndex: number): readonly RosterShift[] {
    const date = this.problem.days[dayIndex]?.date;
    if (date === undefined || !this.#awayOn.has(date)) return this.shiftsOn(dayIndex);
    return this.shiftsOn(dayIndex).filter(({ agent }) => this.#awayOn.get(date)?.has(agent) !== true);
  }

  /** Shifts of people who are absent or not employed on the day: entered after the roster was made. */
  get lostShifts(): readonly RosterShift[] {
    return this.roster.shifts.filter(({ agent, date }) => this.#awayOn.get(date)?.has(agent) === true);
  }

  /** Takes the shifts of absent people out, as one step that can be undone. */
  takeOutLostShifts(): void {
    this.applyCells({ set: [], cleared: this.lostShifts.map(({ agent, date }) => ({ agent, date })) });
  }

  shiftAt(agentIndex: number, dayIndex: number): RosterShift | null {
    return this.rows[agentIndex]?.shifts[dayIndex] ?? null;
  }

  /** The same without following later edits: for an order of rows that holds still while a day is edited. */
  unchangingShiftAt(agentIndex: number, dayIndex: number): RosterShift | null {
    return untrack(() => this.shiftAt(agentIndex, dayIndex));
  }

  get selectedShift(): RosterShift | null {
    return this.shiftAt(this.#selection.agentIndex, this.#selection.dayIndex);
  }

  select(agentIndex: number, dayIndex: number): void {
    this.#selection = {
      agentIndex: Math.min(Math.max(agentIndex, 0), this.rows.length - 1),
      dayIndex: Math.min(Math.max(dayIndex, 0), this.problem.days.length - 1),
    };
  }

  /** Writes one cell as one step. */
  put(agentIndex: number, dayIndex: number, shift: RosterShift | null): void {
    if (this.#holds(this.shiftAt(agentIndex, dayIndex), shift)) return;
    this.apply([{ agentIndex, dayIndex, before: this.shiftAt(agentIndex, dayIndex), after: shift }]);
  }

  /** Gives the shift of one person to another; what that person had goes the other way. */
  swap(fromIndex: number, toIndex: number, dayIndex: number): void {
    const from = this.rows[fromIndex];
    const to = this.rows[toIndex];
    if (from === undefined || to === undefined) return;
    const given = from.shifts[dayIndex] ?? null;
    const taken = to.shifts[dayIndex] ?? null;
    if (this.#holds(given, null) || this.#holds(taken, null)) return;
    this.apply([
      {
        agentIndex: fromIndex,
        dayIndex,
        before: given,
        after: taken && { ...taken, agent: from.agent.id },
      },
      { agentIndex: toIndex, dayIndex, before: taken, after: given && { ...given, agent: to.agent.id } },
    ]);
    this.select(toIndex, dayIndex);
  }

  /** A pinned shift that the last edit by hand would have changed: it holds until it is unpinned. */
  get heldShift(): RosterShift | null {
    return this.#held;
  }

  /** Whether a pin forbids the change; taking the pin off, or putting it on, is no change of the shift. */
  #holds(before: RosterShift | null, after: RosterShift | null): boolean {
    const isHeld = before?.pinned === true && !isSameShift(before, after);
    this.#held = isHeld ? before : null;
    return isHeld;
  }

  /** @returns the step as it stands in the history */
  apply(edit: Edit): Edit {
    const real = edit.filter(({ before, after }) => before !== after);
    if (real.length === 0) return real;
    this.#held = null;
    this.#history = withEdit(this.#history, real);
    this.#write(real);
    return real;
  }

  undo(): void {
    const step = stepBack(this.#history);
    if (step !== undefined) this.#walk(step);
  }

  redo(): void {
    const step = stepForth(this.#history);
    if (step !== undefined) this.#walk(step);
  }

  /** Takes over a run's whole proposal as one step, so that one undo brings the planner's own roster back. */
  takeProposal(proposal: Roster, run: string): void {
    const edit = this.apply(proposalEdit(this.problem, this.#cells(), proposal));
    this.#taken = { edit, run };
  }

  /** Puts cells of another state of the page on this one, as one step. */
  applyCells(changes: Pick<SaveDraft, 'set' | 'cleared' | 'takenFrom'>): void {
    const edit = this.apply(cellsEdit(this.problem, this.#cells(), changes));
    if (changes.takenFrom !== undefined) this.#taken = { edit, run: changes.takenFrom };
  }

  /** What a save must carry. */
  get changes(): SaveDraft {
    const changes = changesOf(this.problem, this.#unsaved, this.#revision);
    const taken = this.#taken;
    const isTaken = taken !== null && this.#history.done.includes(taken.edit);
    return isTaken ? { ...changes, takenFrom: taken.run } : changes;
  }

  /** The server took what was sent; cells edited since then stay unsaved. */
  saved(sent: SaveDraft, { revision, origin }: SavedDraft): void {
    this.#revision = revision;
    this.#origin = origin;
    if (sent.takenFrom !== undefined && sent.takenFrom === this.#taken?.run) this.#taken = null;
    const now = this.changes;
    const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
    if (same(now.set, sent.set) && same(now.cleared, sent.cleared)) this.#unsaved = nothingUnsaved;
  }

  #walk(step: { readonly edit: Edit; readonly history: typeof emptyHistory }): void {
    this.#history = step.history;
    this.#write(step.edit);
    const [first] = step.edit;
    if (first !== undefined && step.edit.length < 3) this.select(first.agentIndex, first.dayIndex);
  }

  #write(edit: Edit): void {
    for (const { agentIndex, dayIndex, after } of edit) {
      this.rows[agentIndex]?.write(dayIndex, after);
      this.#columns[dayIndex]?.write(agentIndex, after);
    }
    this.#unsaved = withUnsaved(this.#unsaved, edit);
    this.#judge();
  }

  #cells(): Cells {
    return this.rows.map(({ shifts }) => shifts);
  }

  #judge(): void {
    const before = this.#check;
    this.#check = this.#checkRoster(this.roster);
    this.#verdict = {
      broken: newlyBroken(before.hardViolations, this.#check.hardViolations),
      costChange: this.#check.objective - before.objective,
    };
  }
}

/** The same but for the pin. */
function isSameShift(before: RosterShift, after: RosterShift | null): boolean {
  if (after === null) return false;
  const unpinned = ({ pinned: _pinned, ...shift }: RosterShift): string => JSON.stringify(shift);
  return unpinned(before) === unpinned(after);
}

function awayOn({ agents, days }: RosterProblem): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    days.map(({ date }) => [
      date,
      new Set(agents.flatMap((agent) => (isExpected(agent, date) ? [] : [agent.id]))),
    ]),
  );
}
