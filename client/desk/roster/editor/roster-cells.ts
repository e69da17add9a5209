import { group } from 'd3-array';
import type { Roster, RosterProblem, RosterShift } from '../../../../forecasting/roster/index.ts';
import type { SaveDraft } from '../../../../server/contract/plan.ts';
import type { CellEdit, Edit } from './edit-history.ts';

export type Cell = RosterShift | null;
/** A shift or none per person and day, in the order of the problem. */
export type Cells = readonly (readonly Cell[])[];
/** Cells that differ from what the server holds: key `agentIndex dayIndex`. */
export type Unsaved = ReadonlyMap<string, CellEdit>;

export const nothingUnsaved: Unsaved = new Map();

export function cellsOf(problem: Pick<RosterProblem, 'agents' | 'days'>, roster: Roster): Cells {
  const dayIndexes = new Map<string, number>(problem.days.map(({ date }, index) => [date, index]));
  const byAgent = group(roster.shifts, ({ agent }) => agent);
  return problem.agents.map((agent) => {
    const cells: Cell[] = problem.days.map(() => null);
    for (const shift of byAgent.get(agent.id) ?? []) {
      const dayIndex = dayIndexes.get(shift.date);
      if (dayIndex !== undefined) cells[dayIndex] = shift;
    }
    return cells;
  });
}

/** One edit that turns what is there into the proposal. */
export function proposalEdit(problem: RosterProblem, present: Cells, proposal: Roster): Edit {
  return cellsOf(problem, proposal).flatMap((cells, agentIndex) =>
    cells.flatMap((after, dayIndex) => {
      const before = present[agentIndex]?.[dayIndex] ?? null;
      return JSON.stringify(before) === JSON.stringify(after)
        ? []
        : [{ agentIndex, dayIndex, before, after }];
    }),
  );
}

/** One edit that puts single cells, named by person and day, on what is there. */
export function cellsEdit(
  problem: RosterProblem,
  present: Cells,
  changes: Pick<SaveDraft, 'set' | 'cleared'>,
): Edit {
  const agents = new Map(problem.agents.map(({ id }, index) => [id, index]));
  const days = new Map<string, number>(problem.days.map(({ date }, index) => [date, index]));
  const wanted: readonly { readonly agent: string; readonly date: string; readonly after: Cell }[] = [
    ...changes.set.map((shift) => ({ agent: shift.agent, date: shift.date, after: shift })),
    ...changes.cleared.map(({ agent, date }) => ({ agent, date, after: null })),
  ];
  return wanted.flatMap(({ agent, date, after }) => {
    const agentIndex = agents.get(agent);
    const dayIndex = days.get(date);
    if (agentIndex === undefined || dayIndex === undefined) return [];
    return [{ agentIndex, dayIndex, before: present[agentIndex]?.[dayIndex] ?? null, after }];
  });
}

/** A cell that comes back to what the server holds is saved again without a save. */
export function withUnsaved(unsaved: Unsaved, edit: Edit): Unsaved {
  const next = new Map(unsaved);
  for (const cell of edit) {
    const key = `${cell.agentIndex} ${cell.dayIndex}`;
    const first = next.get(key) ?? cell;
    if (first.before === cell.after) next.delete(key);
    else next.set(key, { ...first, after: cell.after });
  }
  return next;
}

/** What a save must carry. */
export function changesOf(problem: RosterProblem, unsaved: Unsaved, basedOn: number): SaveDraft {
  const set: SaveDraft['set'] = [];
  const cleared: SaveDraft['cleared'] = [];
  for (const { agentIndex, dayIndex, after } of unsaved.values()) {
    const agent = problem.agents[agentIndex];
    const day = problem.days[dayIndex];
    if (agent === undefined || day === undefined) continue;
    if (after === null) cleared.push({ agent: agent.id, date: day.date });
    else {
      const { pinned, breaks, activities, ...rest } = after;
      set.push({
        ...rest,
        breaks: breaks.map((pause) => ({ ...pause })),
        ...(activities === undefined ? {} : { activities: activities.map((each) => ({ ...each })) }),
        ...(pinned ? { pinned: true } : {}),
      });
    }
  }
  return { basedOn, set, cleared };
}
