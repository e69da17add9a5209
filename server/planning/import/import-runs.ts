import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FormerImports, ImportOptions, ImportPreview, ImportState } from '../../contract/history.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import type { Store } from '../../platform/store/database.ts';
import type { JobHandle, JobRunner } from '../../platform/jobs/job-runner.ts';
import { formerImports, removeImport } from '../history/former-imports.ts';
import { rememberedMapping, rememberMapping } from '../history/history-store.ts';
import { formerImportsAnswer, previewAnswer, stateAfter, stateOf } from './import-answers.ts';
import { isImportOutcome, STOP, type ImportTask, type ImportTaskOutcome } from './import-task.ts';
import type { CallsOptions, CallsPreview } from './preview-calls.ts';
import { isNoTable } from './understand-calls.ts';
import type { KnownCity } from '../history/queue-cities.ts';
import { rememberedQueues, rememberQueues } from '../history/queue-mapping-store.ts';

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
  readonly name: string;
  readonly bytes: number;
  state: ImportState;
  job: JobHandle | undefined;
  work: Promise<void>;
}

export interface ImportRunsOptions {
  readonly store: Store;
  /** Imports, one after the other. */
  readonly runner: JobRunner;
  /** Looks at files, which do not wait for an import that is at work. */
  readonly previews: JobRunner;
  readonly now: () => number;
  readonly zone: string;
  readonly cities: () => readonly KnownCity[];
  /** Told when rows came or went: a new forecast would know more. */
  readonly onChanged: () => void;
  readonly onFailure: (error: unknown) => void;
}

/** Files of call history that planners upload: looked at first, then imported with progress. */
export class ImportRuns {
  readonly #options: ImportRunsOptions;
  readonly #uploads = new Map<string, Upload>();

  constructor(options: ImportRunsOptions) {
    this.#options = options;
  }

  /** Takes a file in. @throws HttpError 413 where it is larger than any history, 422 where it is no table */
  async upload(content: Readable, name: string): Promise<ImportPreview> {
    const folder = await mkdtemp(join(tmpdir(), 'leitstand-import-'));
    const file = join(folder, 'calls');
    try {
      await pipeline(content, atMost(LARGEST_BYTES), createWriteStream(file, { mode: 0o600 }));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    const id = randomUUID();
    const { size } = await stat(file);
    const upload: Upload = {
      id,
      folder,
      file,
      name,
      bytes: size,
      state: stateOf(id, 'uploaded'),
      job: undefined,
      work: Promise.resolve(),
    };
    this.#uploads.set(id, upload);
    await this.#dropOldest();
    try {
      return await this.preview(id, {});
    } catch (error) {
      await this.#drop(upload);
      throw error;
    }
  }

  /** What would be understood with these options; nothing is stored. */
  async preview(id: string, options: ImportOptions): Promise<ImportPreview> {
    const upload = this.#upload(id);
    const { preview } = await this.#understand(upload, options);
    return previewAnswer(id, upload.bytes, preview);
  }

  /** @throws HttpError 409 where something is open or wrong, or it has been started before */
  async start(id: string, options: ImportOptions, author: string): Promise<void> {
    const upload = this.#upload(id);
    if (upload.state.state === 'running' || upload.state.state === 'done')
      throw new HttpError(409, 'import-started');
    // claimed before anything is awaited: a second click must not start it twice
    upload.state = stateOf(id, 'running');
    try {
      const { said, preview } = await this.#understand(upload, options);
      if (preview.missing.length > 0)
        throw new HttpError(409, 'columns-missing', { missing: preview.missing });
      if (preview.questions.length > 0) throw new HttpError(409, 'import-question');
      const { store, runner, zone, now, cities } = this.#options;
      const task: ImportTask = {
        kind: 'import',
        location: store.location,
        file: upload.file,
        format: preview.format,
        options: {
          queue: said.queue,
          minutes: said.minutes,
          choices: said.queues ?? {},
          cities: cities(),
          zone,
          now: now(),
          provenance: { fileName: upload.name, author },
          replaces: options.replaces,
        },
      };
      upload.job = runner.start({
        kind: 'import',
        entry: 'import-worker',
        input: task,
        wallSeconds: WALL_SECONDS,
        onProgress: ({ fraction = 0 }) => {
          upload.state = { ...upload.state, fraction };
        },
      });
      upload.work = this.#follow(upload, upload.job, preview.format, options);
    } catch (error) {
      upload.state = stateOf(id, 'uploaded');
      throw error;
    }
  }

  look(id: string): ImportState {
    return this.#upload(id).state;
  }

  /** Stops it; what it has written so far goes away with it. */
  cancel(id: string): void {
    stop(this.#upload(id));
  }

  async former(): Promise<FormerImports> {
    return formerImportsAnswer(await formerImports(this.#options.store.db));
  }

  /** Takes an import out of the history with all its rows. @throws HttpError 404 where there is none */
  async remove(id: string): Promise<void> {
    const { store, now, onChanged } = this.#options;
    if (!(await removeImport(store.db, id, now()))) throw new HttpError(404, 'import-removed');
    onChanged();
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
    const { store, now, onChanged, onFailure } = this.#options;
    const { id } = upload;
    const outcome = await outcomeOf(job);
    if (outcome === undefined) {
      const ended = await job.done;
      upload.state = stateOf(id, ended.kind === 'cancelled' ? 'cancelled' : 'failed');
      if (ended.kind !== 'cancelled') onFailure(new Error(`an import ended as ${JSON.stringify(ended)}`));
      return;
    }
    if (outcome.kind === 'imported') {
      const { columns, queues = {} } = options;
      if (columns !== undefined)
        await rememberMapping(store.db, format.header, columns, now()).catch(onFailure);
      await rememberQueues(store.db, queues, now()).catch(onFailure);
    }
    upload.state = stateAfter(id, outcome);
    if (outcome.kind === 'imported' && outcome.added > 0) onChanged();
  }

  /** Reads the whole file in a worker, with what was said now over what was said of such files before. */
  async #understand(
    { file }: Upload,
    { replaces: _replaces, ...options }: ImportOptions,
  ): Promise<{ readonly said: CallsOptions; readonly preview: CallsPreview }> {
    const { db } = this.#options.store;
    const queues = { ...(await rememberedQueues(db)), ...options.queues };
    const first = { ...options, queues };
    const preview = await this.#look(file, first);
    if (options.columns !== undefined) return { said: first, preview };
    const columns = await rememberedMapping(db, preview.format.header);
    if (columns === undefined) return { said: first, preview };
    const said = { ...first, columns };
    return { said, preview: await this.#look(file, said) };
  }

  async #look(file: string, options: CallsOptions): Promise<CallsPreview> {
    const { previews, zone, now, cities } = this.#options;
    const task: ImportTask = {
      kind: 'preview',
      file,
      options,
      surroundings: { zone, now: now(), cities: cities() },
    };
    const job = previews.start({
      kind: 'import',
      entry: 'import-worker',
      input: task,
      wallSeconds: WALL_SECONDS,
    });
    const outcome = await outcomeOf(job);
    if (outcome?.kind === 'noTable') throw new HttpError(422, `file-${outcome.code}`);
    if (outcome?.kind !== 'understood')
      throw new Error(`a file could not be looked at: ${JSON.stringify(await job.done)}`);
    if (outcome.preview.format.headerLine === 0) throw new HttpError(422, 'file-empty');
    if (isNoTable(outcome.preview)) throw new HttpError(422, 'file-no-table');
    return outcome.preview;
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

async function outcomeOf(job: JobHandle): Promise<ImportTaskOutcome | undefined> {
  const ended = await job.done;
  return ended.kind === 'done' && isImportOutcome(ended.result) ? ended.result : undefined;
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
