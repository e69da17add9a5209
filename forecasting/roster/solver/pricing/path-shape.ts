import type { DutyAgent, DutyModel } from '../model/duty-model.ts';

/**
 * What the dynamic program of one agent needs to know about kinds, worked out once.
 *
 * Kinds with equal minutes that forbid and are forbidden by the same kinds are one *sort*: only the cheapest of them
 * matters on a day. Sorts that forbid the same followers are one *class*: the state keeps the class of the last shift.
 */
export interface PathShape {
  /** Minutes per unit of the minutes axis. */
  readonly unit: number;
  readonly sorts: readonly (readonly number[])[];
  /** Sort of each kind, −1 where the agent never works it. */
  readonly sortOfKind: Int32Array;
  readonly sortUnits: Int32Array;
  readonly sortClass: Int32Array;
  readonly classes: number;
  /** classes × sorts: 1 where the sort may follow the class. */
  readonly classFollow: Uint8Array;
  /** Kinds whose limit is counted in the state, each a sort of its own. */
  readonly counted: readonly number[];
}

/** @param counted kinds whose cap must be kept inside the state */
export function pathShape(model: DutyModel, agent: DutyAgent, counted: readonly number[]): PathShape {
  const usable = usableKinds(model, agent);
  const unit = usable.reduce((divisor, kind) => gcd(divisor, model.minutes[kind] ?? 0), 0) || 1;
  const follows = (a: number, b: number): number => model.mayFollow[a * model.kinds + b] ?? 0;
  const row = (kind: number): string => usable.map((other) => follows(kind, other)).join('');
  const column = (kind: number): string => usable.map((other) => follows(other, kind)).join('');
  const sortIds = new Map<string, number>();
  const sorts: number[][] = [];
  const sortOfKind = new Int32Array(model.kinds).fill(-1);
  for (const kind of usable) {
    const own = counted.includes(kind) ? `#${kind}` : '';
    const key = `${model.minutes[kind]}|${row(kind)}|${column(kind)}|${own}`;
    const sort = sortIds.get(key) ?? sorts.push([]) - 1;
    sortIds.set(key, sort);
    sorts[sort]?.push(kind);
    sortOfKind[kind] = sort;
  }
  const classIds = new Map<string, number>();
  const sortClass = Int32Array.from(sorts, ([kind = 0]) => {
    const key = row(kind);
    const id = classIds.get(key) ?? classIds.size;
    classIds.set(key, id);
    return id;
  });
  const classFollow = new Uint8Array(classIds.size * sorts.length);
  for (const [sort, [kind = 0]] of sorts.entries()) {
    for (const [next, [nextKind = 0]] of sorts.entries())
      classFollow[(sortClass[sort] ?? 0) * sorts.length + next] = follows(kind, nextKind);
  }
  return {
    unit,
    sorts,
    sortOfKind,
    sortUnits: Int32Array.from(sorts, ([kind = 0]) => (model.minutes[kind] ?? 0) / unit),
    sortClass,
    classes: classIds.size,
    classFollow,
    counted: counted.filter((kind) => (sortOfKind[kind] ?? -1) >= 0),
  };
}

function usableKinds(model: DutyModel, agent: DutyAgent): number[] {
  const usable = new Set<number>();
  for (let day = 0; day < model.days; day++) {
    for (let family = 0; family < model.families; family++) {
      const kind = model.familyKind[family] ?? 0;
      if (agent.allowed[day * model.families + family] === 1 && (agent.maxOfKind[kind] ?? 0) > 0)
        usable.add(kind);
    }
  }
  return [...usable].sort((a, b) => a - b);
}

/** Kinds whose cap could bind at all, given how often the minutes allow them. */
export function cappedKinds(model: DutyModel, agent: DutyAgent): number[] {
  return usableKinds(model, agent).filter((kind) => {
    const mostByMinutes = Math.floor(agent.maxMinutes / Math.max(1, model.minutes[kind] ?? 1));
    return (agent.maxOfKind[kind] ?? 0) < Math.min(mostByMinutes, model.days);
  });
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
