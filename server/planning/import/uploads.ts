import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ImportOptions, ImportPreview } from '../../contract/history.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { workFor } from '../../platform/jobs/work-for.ts';
import type { WorkerPool } from '../../platform/workers/worker-pool.ts';
import type { Db } from '../../platform/store/schema.ts';
import { rememberedMapping } from '../history/history-store.ts';
import { previewAnswer } from './import-answers.ts';
import { isImportOutcome, type ImportTask } from './import-task.ts';
import type { CallsOptions, CallsPreview } from './preview-calls.ts';
import { isNoTable } from './understand-calls.ts';
import type { KnownCity } from '../history/queue-cities.ts';
import { rememberedQueues } from '../history/queue-mapping-store.ts';

/** Ten queues of five years in quarter hours are some 90 MB. */
const LARGEST_BYTES = 500_000_000;
/** Uploads that wait for their planner; older ones are dropped. */
const KEPT_UPLOADS = 5;
/** A look at a file that takes longer than this has lost its way. */
const WALL_SECONDS = 1_800;

interface Upload {
  readonly id: string;
  readonly folder: string;
  readonly file: string;
  readonly name: string;
  readonly bytes: number;
  /** `inUse`: an import of it waits or runs. `taken`: its rows are in the history. */
  state: 'free' | 'inUse' | 'taken';
}

export interface UploadsOptions {
  readonly db: Db;
  /** Looks at files, which do not wait for an import that is at work. */
  readonly pool: WorkerPool;
  readonly now: () => number;
  readonly zone: string;
  readonly cities: () => readonly KnownCity[];
}

/** A file that an import has for itself, as it is understood with what was said of it. */
export interface ClaimedUpload {
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly said: CallsOptions;
  readonly preview: CallsPreview;
}

/** Files of call history that planners upload: looked at as often as they like, then imported by a job. */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #uploads = new Map<string, Upload>();

  constructor(options: UploadsOptions) {
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
      state: 'free',
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

  /**
   * Gives a file to an import, once.
   *
   * @throws HttpError 409 where something is open or wrong, or an import has it already
   */
  async claim(id: string, options: ImportOptions): Promise<ClaimedUpload> {
    const upload = this.#upload(id);
    if (upload.state !== 'free') throw new HttpError(409, 'import-started');
    // claimed before anything is awaited: a second click must not start it twice
    upload.state = 'inUse';
    try {
      const { said, preview } = await this.#understand(upload, options);
      if (preview.missing.length > 0)
        throw new HttpError(409, 'columns-missing', { missing: preview.missing });
      if (preview.questions.length > 0) throw new HttpError(409, 'import-question');
      return { id, file: upload.file, name: upload.name, said, preview };
    } catch (error) {
      upload.state = 'free';
      throw error;
    }
  }

  /** An import has done with a file. @param isTaken its rows are in the history */
  release(id: string, isTaken: boolean): void {
    const upload = this.#uploads.get(id);
    if (upload !== undefined) upload.state = isTaken ? 'taken' : 'free';
  }

  /** Drops all files; imports have ended before. */
  async close(): Promise<void> {
    for (const upload of this.#uploads.values()) await this.#drop(upload);
  }

  /** Reads the whole file in a worker, with what was said now over what was said of such files before. */
  async #understand(
    { file }: Upload,
    { replaces: _replaces, ...options }: ImportOptions,
  ): Promise<{ readonly said: CallsOptions; readonly preview: CallsPreview }> {
    const { db } = this.#options;
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
    const { pool, zone, now, cities } = this.#options;
    const task: ImportTask = {
      kind: 'preview',
      file,
      options,
      surroundings: { zone, now: now(), cities: cities() },
    };
    const { signal } = new AbortController();
    const outcome = await workFor({ cancelled: signal }, pool, {
      entry: 'import-worker',
      input: task,
      wallSeconds: WALL_SECONDS,
    });
    if (!isImportOutcome(outcome)) throw new TypeError('a look at a file left nothing');
    if (outcome.kind === 'noTable') throw new HttpError(422, `file-${outcome.code}`);
    if (outcome.kind !== 'understood') throw new TypeError(`a look at a file ended as ${outcome.kind}`);
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
    const idle = [...this.#uploads.values()].filter(({ state }) => state !== 'inUse');
    for (const upload of idle.slice(0, Math.max(0, this.#uploads.size - KEPT_UPLOADS)))
      await this.#drop(upload);
  }

  async #drop(upload: Upload): Promise<void> {
    this.#uploads.delete(upload.id);
    await rm(upload.folder, { recursive: true, force: true });
  }
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
