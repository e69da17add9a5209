import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ImportOptions, ImportPreview, ImportState } from '../contract/history.ts';
import { HttpError } from '../http/http-error.ts';
import type { Store } from '../store/database.ts';
import type { JobHandle, JobRunner } from '../jobs/job-runner.ts';
import { isImportOutcome, STOP, type ImportTask, type ImportTaskOutcome } from './import-task.ts';
import { rememberedMapping, rememberMapping } from './history-store.ts';
import { previewCallsCsv, type CallsPreview } from './read-calls-csv.ts';

/** Ten queues of five years in quarter hours are some 90 MB. */
const LARGEST_BYTES = 500_000_000;
/** Uploads that wait for their planner; older ones are dropped. */
const KEPT_UPLOADS = 5;
/** An import that takes longer than this has lost its way. */
const WALL_SECONDS = 1_800;

interface Upload {
  readonly id: string;
  readonly folder: string;
  readonly file: string;
  readonly bytes: number;
  state: ImportState;
  job: JobHandle | undefined;
  work: Promise<void>;
}

export interface ImportRunsOptions {
  readonly store: Store;
  readonly runner: JobRunner;
  readonly now: () => number;
  readonly zone: string;
  readonly cities: () => readonly string[];
  /** Told when rows were added: a new forecast would know more. */
  readonly onImported: () => void;
  readonly onFailure: (error: unknown) => void;
}

/** Files of call history that planners upload: looked at first, then imported with progress. */
export class ImportRuns {
  readonly #options: ImportRunsOptions;
  readonly #uploads = new Map<string, Upload>();

  constructor(options: ImportRunsOptions) {
    this.#options = options;
  }

  /** Takes a file in. @throws HttpError 413 where it is larger than any history */
  async upload(content: Readable): Promise<ImportPreview> {
    const folder = await mkdtemp(join(tmpdir(), 'leitstand-import-'));
    const file = join(folder, 'calls.csv');
    try {
      await pipeline(content, atMost(LARGEST_BYTES), createWriteStream(file, { mode: 0o600 }));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    const id = randomUUID();
    const { size } = await stat(file);
    this.#uploads.set(id, {
      id,
      folder,
      file,
      bytes: size,
      state: stateOf(id, 'uploaded'),
      job: undefined,
      work: Promise.resolve(),
    });
    await this.#dropOldest();
    return this.preview(id, {});
  }

  /** What would be understood with these options; nothing is stored. */
  async preview(id: string, options: ImportOptions): Promise<ImportPreview> {
    const upload = this.#upload(id);
    const understood = await this.#understand(upload, options);
    const known = this.#options.cities();
    const queues = new Set(understood.sample.map(({ queue }) => queue));
    return {
      id,
      bytes: upload.bytes,
      format: {
        ...understood.format,
        header: [...understood.format.header],
        columns: Object.fromEntries(
          Object.entries(understood.format.columns).filter(([, index]) => index !== undefined),
        ),
      },
      missing: [...understood.missing],
      unknownQueues: [...queues].filter((queue) => !known.includes(queue)),
      sample: understood.sample.map(({ line, date, minute, queue, offered }) => ({
        line,
        date,
        minute,
        queue,
        offered,
      })),
      issues: [...understood.issues],
    };
  }

  /** @throws HttpError 409 where columns are missing, or it has been started before */
  async start(id: string, options: ImportOptions): Promise<void> {
    const upload = this.#upload(id);
    if (upload.state.state === 'running' || upload.state.state === 'done')
      throw new HttpError(409, 'import-started');
    const { format, missing } = await this.#understand(upload, options);
    if (missing.length > 0) throw new HttpError(409, 'columns-missing', { missing });
    const { store, runner, zone } = this.#options;
    const { file } = upload;
    const { queue, minutes } = options;
    const task: ImportTask = { location: store.location, file, format, options: { queue, minutes, zone } };
    upload.state = stateOf(id, 'running');
    upload.job = runner.start({
      kind: 'import',
      entry: 'import-worker',
      input: task,
      wallSeconds: WALL_SECONDS,
      onProgress: ({ fraction = 0 }) => {
        upload.state = { ...upload.state, fraction };
      },
    });
    upload.work = this.#follow(upload, upload.job, format, options);
  }

  look(id: string): ImportState {
    return this.#upload(id).state;
  }

  /** Stops it; what it has written so far goes away with it. */
  cancel(id: string): void {
    stop(this.#upload(id));
  }

  async close(): Promise<void> {
    for (const upload of this.#uploads.values()) await this.#drop(upload);
  }

  async #follow(
    upload: Upload,
    job: JobHandle,
    format: CallsPreview['format'],
    options: ImportOptions,
  ): Promise<void> {
    const { store, now, onImported, onFailure } = this.#options;
    const { id } = upload;
    const ended = await job.done;
    const outcome = ended.kind === 'done' && isImportOutcome(ended.result) ? ended.result : undefined;
    if (outcome === undefined) {
      upload.state = stateOf(id, ended.kind === 'cancelled' ? 'cancelled' : 'failed');
      if (ended.kind !== 'cancelled') onFailure(new Error(`an import ended as ${JSON.stringify(ended)}`));
      return;
    }
    if (outcome.kind === 'imported' && options.columns !== undefined)
      await rememberMapping(store.db, format.header, options.columns, now()).catch(onFailure);
    upload.state = stateAfter(id, outcome);
    if (outcome.kind === 'imported' && outcome.added > 0) onImported();
  }

  async #understand({ file }: Upload, options: ImportOptions): Promise<CallsPreview> {
    const { queue } = options;
    const { header } = (await previewCallsCsv(file)).format;
    const columns = options.columns ?? (await rememberedMapping(this.#options.store.db, header));
    return previewCallsCsv(file, { columns, queue });
  }

  #upload(id: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload === undefined) throw new HttpError(404, 'import-unknown');
    return upload;
  }

  async #dropOldest(): Promise<void> {
    const idle = [...this.#uploads.values()].filter(({ state }) => state.state !== 'running');
    for (const upload of idle.slice(0, Math.max(0, this.#uploads.size - KEPT_UPLOADS)))
      await this.#drop(upload);
  }

  async #drop(upload: Upload): Promise<void> {
    stop(upload);
    await upload.work;
    this.#uploads.delete(upload.id);
    await rm(upload.folder, { recursive: true, force: true });
  }
}

function stateOf(id: string, state: ImportState['state']): ImportState {
  return {
    id,
    state,
    fraction: 0,
    rows: 0,
    added: 0,
    unchanged: 0,
    conflictCount: 0,
    conflicts: [],
    issueCount: 0,
    issues: [],
  };
}

function stateAfter(id: string, outcome: ImportTaskOutcome): ImportState {
  switch (outcome.kind) {
    case 'wrongLines':
      return {
        ...stateOf(id, 'wrongLines'),
        issueCount: outcome.issueCount,
        issues: [...outcome.issues],
      };
    case 'busy':
    case 'cancelled':
      return stateOf(id, outcome.kind);
    case 'imported':
      return {
        ...stateOf(id, 'done'),
        fraction: 1,
        rows: outcome.rows,
        added: outcome.added,
        unchanged: outcome.unchanged,
        conflictCount: outcome.conflictCount,
        conflicts: outcome.conflicts.map(({ record, reason }) => ({
          queue: record.queue,
          startsAt: record.start,
          reason,
        })),
      };
    default:
      return outcome satisfies never;
  }
}

/** A job that has begun is asked to clean up behind itself; one that waits is simply taken away. */
function stop({ job }: Upload): void {
  if (job === undefined) return;
  if (job.record().startedAt === undefined) job.cancel();
  else job.tell(STOP);
}

function atMost(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      seen += chunk.length;
      if (seen > bytes) done(new HttpError(413, 'too-large'));
      else done(null, chunk);
    },
  });
}
