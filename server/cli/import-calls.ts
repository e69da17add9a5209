import { readdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { importCalls, type ImportOutcome } from '../planning/import/import-calls.ts';
import { rememberedMapping, rememberMapping } from '../planning/history/history-store.ts';
import type { RowIssue } from '../planning/import/parse-calls-record.ts';
import {
  previewCalls,
  isReady,
  type CallsOptions,
  type CallsPreview,
} from '../planning/import/preview-calls.ts';
import type { KnownCity } from '../planning/history/queue-cities.ts';
import { rememberedQueues, rememberQueues } from '../planning/history/queue-mapping-store.ts';
import {
  headerOfCalls,
  isNoTable,
  understandCalls,
  type CallsReading,
} from '../planning/import/understand-calls.ts';
import { readCentre } from '../organisation/cities/centre-store.ts';
import type { Store } from '../platform/store/database.ts';
import { TableError } from '../platform/input/table-record.ts';
import { BadInput } from '../platform/input/bad-input.ts';
import type { CommandContext, ExitStatus } from './command.ts';
import { describePreview, leftOutWords, lineOf, shownFormat } from './output/describe-calls.ts';
import { configurationOf, openConfiguredStore } from '../platform/config/open-configured-store.ts';
import { questionWords } from './input/reading-options.ts';

export interface ImportCallsRequest {
  /** As it was typed, for messages. */
  readonly file: string;
  readonly path: string;
  readonly config: string | undefined;
  readonly data: string | undefined;
  readonly zone: string;
  readonly said: CallsOptions;
  readonly replaces: string | undefined;
  readonly preview: boolean;
  readonly json: boolean;
}

/** `leitstand import calls`: call history of other programs. */
export async function importCallsFile(
  context: CommandContext,
  request: ImportCallsRequest,
): Promise<ExitStatus> {
  try {
    return request.preview ? await preview(context, request) : await store(context, request);
  } catch (error) {
    if (error instanceof TableError) throw new BadInput(error.message, { file: request.file });
    throw error;
  }
}

/** Shows what is understood; a store that is not there yet is not made for it. */
async function preview(context: CommandContext, request: ImportCallsRequest): Promise<ExitStatus> {
  const { file, path, zone, json, data, config } = request;
  const hasStore =
    data === undefined
      ? (config ?? context.environment['LEITSTAND_CONFIG']) !== undefined
      : (await readdir(resolve(context.workingDirectory, data)).catch(() => [])).length > 0;
  const { said, cities } = hasStore
    ? await withStore(context, request, (opened, configured) => remembered(opened, configured, request))
    : { said: request.said, cities: [] };
  const understood = await previewCalls(path, said, { zone, cities, now: Date.now() });
  context.print(
    json
      ? `${JSON.stringify({ ...understood, format: shownFormat(understood.format) }, null, 2)}\n`
      : describePreview(understood, file),
  );
  for (const problem of problemsOf(understood, file)) context.warn(`${problem}\n`);
  return isReady(understood) ? 0 : 2;
}

async function store(context: CommandContext, request: ImportCallsRequest): Promise<ExitStatus> {
  const { file, path, zone, json, replaces } = request;
  return withStore(context, request, async (opened, configured) => {
    const { said, cities } = await remembered(opened, configured, request);
    const reading = await understandCalls(path, said);
    requireClear(reading, file);
    const outcome = await importCalls(opened, path, reading.format, {
      queue: said.queue,
      minutes: said.minutes,
      choices: said.queues ?? {},
      zone,
      now: Date.now(),
      cities,
      replaces,
      provenance: { fileName: basename(file), author: null },
      cancelled: context.cancelled,
      onProgress: progressLine(context),
    });
    if (outcome.kind === 'imported') {
      const { columns = {}, queues = {} } = request.said;
      if (Object.keys(columns).length > 0)
        await rememberMapping(opened.db, reading.format.header, columns, Date.now());
      await rememberQueues(opened.db, queues, Date.now());
    }
    return report(outcome, context, request, json);
  });
}

async function withStore<T>(
  context: CommandContext,
  { data, config }: ImportCallsRequest,
  work: (store: Store, cities: readonly KnownCity[]) => Promise<T>,
): Promise<T> {
  const configuration = data === undefined ? configurationOf(context, config) : undefined;
  const opened = await openConfiguredStore(
    configuration ?? { databaseUrl: null, dataFolder: resolve(context.workingDirectory, data ?? '') },
  );
  try {
    const centre = (await readCentre(opened.db))?.centre ?? configuration?.centre;
    return await work(opened, centre?.cities ?? []);
  } finally {
    await opened.close();
  }
}

/** What was said now, over what was said of such files before. */
async function remembered(
  { db }: Store,
  cities: readonly KnownCity[],
  { path, said }: ImportCallsRequest,
): Promise<{ readonly said: CallsOptions; readonly cities: readonly KnownCity[] }> {
  const queues = { ...(await rememberedQueues(db)), ...said.queues };
  if (Object.keys(said.columns ?? {}).length > 0) return { said: { ...said, queues }, cities };
  const header = await headerOfCalls(path);
  return { said: { ...said, queues, columns: (await rememberedMapping(db, header)) ?? {} }, cities };
}

function report(
  outcome: ImportOutcome,
  context: CommandContext,
  { file }: ImportCallsRequest,
  json: boolean,
): ExitStatus {
  switch (outcome.kind) {
    case 'wrongLines':
      throw wrongLines(outcome.issues, outcome.issueCount, context, file);
    case 'unknownQueues':
      throw new BadInput(unknownQueueWords(outcome.queues), { file, field: 'queue' });
    case 'busy':
      throw new BadInput('another import is at work on this store; wait for its end', { file });
    case 'notThere':
      throw new BadInput('there is no such import; see leitstand import list', { field: 'replace' });
    case 'imported':
      context.print(json ? `${JSON.stringify(outcome, null, 2)}\n` : importedWords(outcome));
      return outcome.conflictCount > 0 ? 1 : 0;
    default:
      return outcome satisfies never;
  }
}

function importedWords(outcome: Extract<ImportOutcome, { kind: 'imported' }>): string {
  const { rows, added, unchanged, conflictCount, conflicts, leftOut, unassigned, replaced } = outcome;
  const nothing = rows > 0 && added === 0 ? 'Nothing was taken. ' : '';
  return [
    `${nothing}${rows} rows: ${added} added, ${unchanged} known already, ${conflictCount} left out`,
    ...leftOutWords(leftOut),
    ...(replaced === null ? [] : ['the former import was replaced']),
    ...(unassigned.length === 0 ? [] : [`without a city until one claims them: ${unassigned.join(', ')}`]),
    ...conflicts.map(
      ({ record, reason }) =>
        `left out: ${record.queue} ${new Date(record.start).toISOString()} (${CONFLICT_WORDS[reason]})`,
    ),
    '',
  ].join('\n');
}

const CONFLICT_WORDS = {
  measured: 'this time was measured live',
  otherValue: 'the store has other figures there',
  otherLength: 'the store has intervals of another length there',
} as const;

function wrongLines(
  issues: readonly RowIssue[],
  issueCount: number,
  context: CommandContext,
  file: string,
): BadInput {
  for (const issue of issues.slice(1)) context.warn(`${lineOf(issue, file)}\n`);
  const more = issueCount - issues.length;
  if (more > 0) context.warn(`… and ${more} more wrong lines\n`);
  const [first] = issues;
  const count = issueCount === 1 ? '1 wrong line' : `${issueCount} wrong lines`;
  return new BadInput(
    `must be ${first?.allowed ?? 'readable'}, got "${first?.value ?? ''}"; ${count}, nothing was stored`,
    { file, ...(first === undefined ? {} : { line: first.line, field: first.field }) },
  );
}

/** @throws BadInput naming what is missing, or the option that decides what is open */
export function requireClear(reading: CallsReading, file: string): void {
  const { missing, questions, format } = reading;
  if (format.headerLine === 0) throw new BadInput(EMPTY, { file });
  if (isNoTable(reading)) throw new BadInput(NO_TABLE, { file });
  if (missing.length > 0)
    throw new BadInput(missingWords(missing, format.header), { file, line: format.headerLine });
  const [question] = questions;
  if (question !== undefined) throw new BadInput(questionWords(question), { file, line: question.line });
}

const NO_TABLE = 'holds no table of calls: a header line is needed, and rows with day, time, queue and calls';
const EMPTY = 'is empty: a header line and rows are needed';

function missingWords(missing: readonly string[], header: readonly string[]): string {
  return `needs the columns ${missing.join(', ')}; found: ${header.join(', ')}. Name them with --map NAME=HEADER`;
}

function unknownQueueWords(queues: readonly string[]): string {
  return `belong to no city: ${queues.join(', ')}. Say where they go with --queue-city NAME=CITY (NAME= leaves one out, NAME=NAME keeps it)`;
}

function problemsOf(understood: CallsPreview, file: string): readonly string[] {
  const { format, missing, questions, queues, issues, issueCount, rows } = understood;
  if (format.headerLine === 0) return [`${file}: ${EMPTY}`];
  if (isNoTable(understood)) return [`${file}: ${NO_TABLE}`];
  if (missing.length > 0)
    return [`${file}, line ${format.headerLine}: ${missingWords(missing, format.header)}`];
  const open = queues.filter(({ place }) => place.kind === 'open').map(({ queue }) => queue);
  const more = issueCount - issues.length;
  return [
    ...questions.map((question) => `${file}, line ${question.line}: ${questionWords(question)}`),
    ...(open.length === 0 ? [] : [`${file}, "queue": ${unknownQueueWords(open)}`]),
    ...issues.map((issue) => lineOf(issue, file)),
    ...(more > 0 ? [`… and ${more} more wrong lines`] : []),
    ...(rows === 0 && issueCount === 0 ? [`${file}: ${noRowWords(understood)}`] : []),
  ];
}

function noRowWords({ leftOut }: CallsPreview): string {
  return leftOutWords(leftOut).length > 0 ? 'no row is taken' : 'has a header and no rows';
}

function progressLine({ warn }: CommandContext): (share: number) => void {
  let shown = 0;
  return (share) => {
    if (share < shown + 0.1) return;
    shown = share;
    warn(`${Math.round(100 * share)} %\n`);
  };
}
