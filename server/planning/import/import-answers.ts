import type { FormerImports, ImportPreview, ImportResult } from '../../contract/history.ts';
import { MOST_LISTED } from '../../platform/http/answer-bounds.ts';
import type { FormerImport } from '../history/former-imports.ts';
import type { ImportTaskOutcome } from './import-task.ts';
import { isReady, type CallsPreview } from './preview-calls.ts';

const NOTHING_LEFT_OUT: ImportResult['leftOut'] = {
  sums: 0,
  titles: 0,
  doubled: 0,
  skippedHour: 0,
  otherQueues: 0,
  future: 0,
};

/** What the desk is shown of a file before it is taken in. */
export function previewAnswer(id: string, bytes: number, preview: CallsPreview): ImportPreview {
  const { format, missing, unread, questions, queues, minutes, rows, offeredInAll, leftOut, sample } =
    preview;
  const { notation } = format;
  return {
    id,
    bytes,
    format: {
      encoding: notation.kind === 'text' ? notation.encoding : 'xlsx',
      delimiter: notation.kind === 'text' ? notation.delimiter : null,
      headerLine: format.headerLine,
      dateOrder: format.dateOrder,
      decimal: format.decimal,
      times: format.toStartMinutes === 0 ? 'start' : 'end',
      header: [...format.header],
      columns: Object.fromEntries(Object.entries(format.columns).filter(([, index]) => index !== undefined)),
    },
    missing: [...missing],
    unread: [...unread],
    questions: questions.map(({ readings, ...question }) => ({ ...question, readings: [...readings] })),
    queues: queues.slice(0, MOST_LISTED.queuesOfFile).map(({ queue, rows: count, place }) => ({
      queue,
      rows: count,
      place: place.kind,
      city: place.kind === 'city' ? place.city : null,
    })),
    unknownQueues: queues
      .filter(({ place }) => place.kind === 'open')
      .slice(0, MOST_LISTED.queuesOfFile)
      .map(({ queue }) => queue),
    minutes,
    rows,
    offeredInAll,
    leftOut,
    sample: sample.map(({ line, date, minute, queue, offered, figures: { answered, handleSeconds } }) => ({
      line,
      date,
      minute,
      queue,
      offered,
      ...(answered === undefined ? {} : { answered }),
      ...(handleSeconds === undefined ? {} : { handleSeconds }),
    })),
    issues: [...preview.issues],
    issueCount: preview.issueCount,
    isReady: isReady(preview),
  };
}

/** @throws TypeError where the file was only looked at */
export function importResult(outcome: ImportTaskOutcome): ImportResult {
  switch (outcome.kind) {
    case 'wrongLines':
      return {
        ...nothingTaken(outcome.kind),
        issueCount: outcome.issueCount,
        issues: [...outcome.issues],
      };
    case 'busy':
    case 'notThere':
    case 'unknownQueues':
      return nothingTaken(outcome.kind);
    case 'cancelled':
    case 'understood':
    case 'noTable':
      throw new TypeError(`an import ended as ${outcome.kind}`);
    case 'imported':
      return {
        ...nothingTaken(outcome.kind),
        rows: outcome.rows,
        added: outcome.added,
        unchanged: outcome.unchanged,
        conflictCount: outcome.conflictCount,
        conflicts: outcome.conflicts.map(({ record, reason }) => ({
          queue: record.queue,
          startsAt: record.start,
          reason,
        })),
        leftOut: outcome.leftOut,
        unassigned: [...outcome.unassigned],
      };
    default:
      return outcome satisfies never;
  }
}

function nothingTaken(outcome: ImportResult['outcome']): ImportResult {
  return {
    outcome,
    rows: 0,
    added: 0,
    unchanged: 0,
    conflictCount: 0,
    conflicts: [],
    leftOut: NOTHING_LEFT_OUT,
    unassigned: [],
    issueCount: 0,
    issues: [],
  };
}

export function formerImportsAnswer(imports: readonly FormerImport[]): FormerImports {
  return {
    imports: imports.map(({ author: _author, queues, ...shown }) => ({ ...shown, queues: [...queues] })),
  };
}
