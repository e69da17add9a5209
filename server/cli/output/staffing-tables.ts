import {
  dayOutcome,
  erlangB,
  erlangC,
  queueA,
  type QueueA,
  queueC,
} from '../../../forecasting/erlang/index.ts';
import {
  grossAgents,
  intervalMeasures,
  requiredAgents,
  type RequiredAgentsInput,
} from '../../../forecasting/staffing/index.ts';
import { BadInput } from '../../platform/input/bad-input.ts';
import { numberCell, onRow, optionalNumberCell, type Table, type TableRow } from '../input/read-table.ts';

/** Computed columns of one row. */
export type ComputedRow = Readonly<Record<string, number>>;

/** A kind of table, recognised by the columns it needs; every other column is passed through unread. */
export interface StaffingTable {
  readonly name: string;
  readonly needs: readonly string[];
  /** One result per row, same order. */
  readonly compute: (rows: readonly TableRow[]) => readonly ComputedRow[];
}

/** Most demanding first: the first whose needs are met by the columns is meant. */
export const staffingTables: readonly StaffingTable[] = [
  {
    name: 'required_erlang_a',
    needs: ['calls', 'interval_s', 'aht_s', 'patience_s'],
    compute: (rows) => rows.map((row) => onRow(row, () => requiredWithPatience(row))),
  },
  {
    name: 'required_erlang_c',
    needs: ['calls', 'interval_s', 'aht_s'],
    compute: (rows) => rows.map((row) => onRow(row, () => requiredWithoutPatience(row))),
  },
  { name: 'time_varying', needs: ['start', 'calls', 'agents', 'aht_s', 'T_s'], compute: timeVarying },
  {
    name: 'finite_lines',
    needs: ['calls_per_s', 'agents', 'lines', 'aht_s', 'T_s'],
    compute: (rows) => rows.map((row) => onRow(row, () => finiteLines(row))),
  },
  {
    name: 'erlang_a',
    needs: ['calls_per_s', 'agents', 'aht_s', 'T_s'],
    compute: (rows) => rows.map((row) => onRow(row, () => abandonment(row))),
  },
  {
    name: 'erlang_c_sl',
    needs: ['load_erl', 'agents', 'aht_s', 'T_s'],
    compute: (rows) => rows.map((row) => onRow(row, () => waiting(row))),
  },
  {
    name: 'erlang_bc',
    needs: ['load_erl', 'agents'],
    compute: (rows) => rows.map((row) => onRow(row, () => lossAndDelay(row))),
  },
];

/** @throws BadInput with the tables that are known, if the columns fit none */
export function recogniseTable(table: Table): StaffingTable {
  const found = staffingTables.find(({ needs }) => needs.every((column) => table.columns.includes(column)));
  if (found !== undefined) return found;
  const known = staffingTables.map(({ name, needs }) => `  ${name}: ${needs.join(', ')}`).join('\n');
  throw new BadInput(
    `unknown table with the columns ${table.columns.join(', ')}. Known tables and the columns they need:\n${known}`,
    { file: table.file },
  );
}

function lossAndDelay(row: TableRow): ComputedRow {
  const load = numberCell(row, 'load_erl');
  const agents = numberCell(row, 'agents');
  const queue = queueC({
    agents,
    offeredLoadErlangs: load,
    averageHandleTimeSeconds: 1,
    answerThresholdSeconds: 0,
  });
  return {
    stable: Number(queue.stable),
    erlang_b: erlangB(agents, load),
    erlang_c_pwait: erlangC(agents, load),
    occupancy: queue.occupancy,
    mean_queue_len: queue.meanQueueLength,
  };
}

function waiting(row: TableRow): ComputedRow {
  const queue = queueC({
    agents: numberCell(row, 'agents'),
    offeredLoadErlangs: numberCell(row, 'load_erl'),
    averageHandleTimeSeconds: numberCell(row, 'aht_s'),
    answerThresholdSeconds: numberCell(row, 'T_s'),
  });
  return {
    stable: Number(queue.stable),
    pwait: queue.waitProbability,
    asa_s: queue.averageSpeedOfAnswerSeconds,
    sl: queue.serviceLevel,
    one_minus_sl: queue.lateShare,
    occupancy: queue.occupancy,
    mean_queue_len: queue.meanQueueLength,
  };
}

function queueOf(row: TableRow): QueueA {
  const lines = optionalNumberCell(row, 'lines');
  return queueA({
    callsPerSecond: numberCell(row, 'calls_per_s'),
    agents: numberCell(row, 'agents'),
    averageHandleTimeSeconds: numberCell(row, 'aht_s'),
    patienceSeconds: optionalNumberCell(row, 'patience_s') ?? Infinity,
    answerThresholdSeconds: numberCell(row, 'T_s'),
    ...(lines === undefined ? {} : { lines }),
  });
}

function abandonment(row: TableRow): ComputedRow {
  const queue = queueOf(row);
  const { strict, abandonedWithinCredited, answeredOnly, abandonedWithinExcluded, virtualWaitWithin } =
    queue.serviceLevel;
  return {
    pwait: queue.waitProbability,
    p_abandon: queue.abandonShare,
    mean_wait_s: queue.meanWaitSeconds,
    mean_wait_given_wait_s: queue.waitProbability > 0 ? queue.meanWaitSeconds / queue.waitProbability : 0,
    mean_queue_len: queue.meanQueueLength,
    occupancy: queue.occupancy,
    sl_offered: strict,
    p_wait_le_T: abandonedWithinCredited,
    sl_served: answeredOnly,
    sl_excl_early_abandons: abandonedWithinExcluded,
    p_virtual_wait_le_T: virtualWaitWithin,
    p_abandon_within_T: abandonedWithinCredited - strict,
  };
}

function finiteLines(row: TableRow): ComputedRow {
  const queue = queueOf(row);
  const accepted = 1 - queue.blockedShare;
  const ofAccepted = (share: number): number => (accepted > 0 ? Math.min(1, share / accepted) : 0);
  return {
    p_block: queue.blockedShare,
    pwait: queue.waitProbability,
    p_abandon: queue.abandonShare,
    mean_wait_accepted_s: queue.meanWaitSeconds,
    mean_queue_len: queue.meanQueueLength,
    occupancy: queue.occupancy,
    sl_offered: queue.serviceLevel.strict,
    sl_accepted: ofAccepted(queue.serviceLevel.strict),
    sl_served: queue.serviceLevel.answeredOnly,
    p_wait_le_T_accepted: ofAccepted(queue.serviceLevel.abandonedWithinCredited),
  };
}

function requirementOf(row: TableRow, serviceLevelColumn: string): RequiredAgentsInput {
  return {
    calls: numberCell(row, 'calls'),
    intervalSeconds: numberCell(row, 'interval_s'),
    averageHandleTimeSeconds: numberCell(row, 'aht_s'),
    patienceSeconds: optionalNumberCell(row, 'patience_s'),
    target: {
      serviceLevel: optionalNumberCell(row, serviceLevelColumn),
      answerThresholdSeconds: optionalNumberCell(row, 'T_s'),
      maxOccupancy: optionalNumberCell(row, 'max_occupancy'),
      maxAverageSpeedOfAnswerSeconds: optionalNumberCell(row, 'max_asa_s'),
      maxAbandonShare: optionalNumberCell(row, 'max_abandon'),
    },
  };
}

function requiredWithoutPatience(row: TableRow): ComputedRow {
  const input = requirementOf(row, row.cells['target_sl'] === undefined ? 'target_sl_offered' : 'target_sl');
  const result = requiredAgents(input);
  return {
    agents: result.agents,
    agents_gross: grossAgents(result.agents, optionalNumberCell(row, 'shrinkage') ?? 0),
    ...(result.serviceLevel === undefined ? {} : { sl_at_n: result.serviceLevel }),
    asa_at_n_s: result.averageSpeedOfAnswerSeconds,
  };
}

function requiredWithPatience(row: TableRow): ComputedRow {
  const input = requirementOf(
    row,
    row.cells['target_sl_offered'] === undefined ? 'target_sl' : 'target_sl_offered',
  );
  const result = requiredAgents(input);
  const oneLess = result.agents > 0 ? intervalMeasures(input, result.agents - 1).serviceLevel : undefined;
  return {
    agents: result.agents,
    agents_gross: grossAgents(result.agents, optionalNumberCell(row, 'shrinkage') ?? 0),
    ...(result.serviceLevel === undefined ? {} : { sl_offered_at_n: result.serviceLevel }),
    ...(oneLess === undefined ? {} : { sl_offered_at_n_minus_1: oneLess }),
    p_abandon_at_n: result.abandonShare,
    occupancy_at_n: result.occupancy,
  };
}

function timeVarying(rows: readonly TableRow[]): readonly ComputedRow[] {
  const days = new Map<string, number[]>();
  rows.forEach((row, index) => {
    const profile = row.cells['profile'] ?? '';
    days.set(profile, [...(days.get(profile) ?? []), index]);
  });
  const results: ComputedRow[] = rows.map(() => ({}));
  for (const indexes of days.values()) {
    const day = indexes.map((index) => rows[index]).filter((row) => row !== undefined);
    computeDay(day).forEach((result, i) => {
      const index = indexes[i];
      if (index !== undefined) results[index] = result;
    });
  }
  return results;
}

function computeDay(day: readonly TableRow[]): readonly ComputedRow[] {
  const first = day[0];
  if (first === undefined) return [];
  const seconds = intervalLengths(day);
  const outcome = onRow(first, () =>
    dayOutcome(
      day.map((row, i) => numberCell(row, 'calls') / (seconds[i] ?? 1)),
      day.map((row) => numberCell(row, 'agents')),
      {
        intervalSeconds: seconds,
        averageHandleTimeSeconds: day.map((row) => numberCell(row, 'aht_s')),
        patienceSeconds: day.map((row) => optionalNumberCell(row, 'patience_s') ?? Infinity),
        answerThresholdSeconds: day.map((row) => numberCell(row, 'T_s')),
      },
    ),
  );
  return outcome.intervals.map((interval) => ({
    sl_offered: interval.serviceLevel,
    p_delay: interval.allBusyShare,
    mean_queue_len: interval.meanQueueLength,
    mean_busy: interval.meanBusyAgents,
    mean_in_system_at_end: interval.meanInSystemAtEnd,
  }));
}

/** Difference of the starts; the last interval is as long as the one before it. */
function intervalLengths(day: readonly TableRow[]): readonly number[] {
  const starts = day.map((row) => secondsOfDay(row));
  const lengths = starts.slice(1).map((start, i) => {
    const length = start - (starts[i] ?? 0);
    return length > 0 ? length : length + 86_400;
  });
  const last = lengths.at(-1);
  const only = day[0];
  if (last === undefined)
    throw new BadInput(
      'a day needs at least two rows: the length of an interval is the difference of its starts',
      {
        ...(only === undefined ? {} : { file: only.file, line: only.line }),
        field: 'start',
      },
    );
  return [...lengths, last];
}

function secondsOfDay(row: TableRow): number {
  const text = row.cells['start'] ?? '';
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  const [, hours, minutes, seconds = '0'] = match ?? [];
  if (match === null || Number(hours) > 24 || Number(minutes) > 59)
    throw new BadInput(`must be a time such as 07:15, got "${text}"`, {
      file: row.file,
      line: row.line,
      field: 'start',
    });
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
