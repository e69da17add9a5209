import * as v from 'valibot';
import {
  formerImportsSchema,
  importPreviewSchema,
  importJob,
  type FormerImports,
  type ImportOptions,
  type ImportPreview,
  type ImportInput,
  type ImportResult,
} from '../../../server/contract/history.ts';
import type { ShareDone } from '../../../server/contract/job.ts';
import { nothing, type Answer, type Api } from '../../session/api.ts';
import type { Failure } from '../../text/failure-words.ts';
import { JobRun } from '../shell/job-run.svelte.ts';

/** One file on its way into the history: read, understood, mapped, imported, or given up at any moment. */
export class CallsImport {
  readonly #api: Api;
  #file = $state.raw<File | null>(null);
  #isReading = $state(false);
  #preview = $state.raw<ImportPreview | null>(null);
  #options = $state.raw<ImportOptions>({});
  #failure = $state.raw<Failure | null>(null);
  #former = $state.raw<FormerImports['imports']>([]);
  /** The import itself, from its start on. */
  readonly run: JobRun<ImportInput, ShareDone, ImportResult>;

  constructor(api: Api) {
    this.#api = api;
    this.run = new JobRun(api, importJob, () => {
      if (this.hasImported) void this.listFormer();
    });
  }

  get file(): File | null {
    return this.#file;
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  /** What was understood of the file; `null` before it was read. */
  get preview(): ImportPreview | null {
    return this.#preview;
  }

  get options(): ImportOptions {
    return this.#options;
  }

  get isRunning(): boolean {
    return this.run.isRunning;
  }

  /** Rows of the file are in the history. */
  get hasImported(): boolean {
    return this.run.result?.outcome === 'imported';
  }

  /** Imports whose rows are in the history, the newest first. */
  get former(): FormerImports['imports'] {
    return this.#former;
  }

  get failure(): Failure | null {
    return this.#failure ?? this.run.failure;
  }

  async read(file: File): Promise<void> {
    this.again();
    this.#file = file;
    this.#isReading = true;
    // what it is, is decided by its bytes and not by what the browser calls it
    const type = 'application/octet-stream';
    const path = `/api/v1/history-imports?name=${encodeURIComponent(file.name)}`;
    const answer = await this.#api.upload(path, file, type, (body) => v.parse(importPreviewSchema, body));
    if (file !== this.#file) return;
    this.#take(answer);
    this.#isReading = false;
  }

  /** Another way to understand the same file. */
  async understand(options: ImportOptions): Promise<void> {
    const id = this.#preview?.id;
    if (id === undefined) return;
    this.#options = options;
    this.#isReading = true;
    const answer = await this.#api.send('POST', `/api/v1/history-imports/${id}/preview`, options, (body) =>
      v.parse(importPreviewSchema, body),
    );
    if (options !== this.#options || this.#preview?.id !== id) return;
    this.#take(answer);
    this.#isReading = false;
  }

  async start(): Promise<void> {
    const preview = this.#preview;
    if (preview === null) return;
    // the server reads the whole file once more before it answers
    this.#isReading = true;
    const run = await this.run.start({ upload: preview.id, options: this.#options });
    if (preview === this.#preview) this.#isReading = false;
    // given up before the answer came
    else await this.run.cancel(run);
  }

  /** A former import whose rows go when those of the file come; `undefined`: none. */
  replace(former: string | undefined): void {
    const { replaces: _old, ...others } = this.#options;
    this.#options = former === undefined ? others : { ...others, replaces: former };
  }

  async listFormer(): Promise<void> {
    const answer = await this.#api.get('/api/v1/history-imports', (body) =>
      v.parse(formerImportsSchema, body),
    );
    if (answer.ok) this.#former = answer.value.imports;
    else this.#failure = answer;
  }

  /** Takes a former import out of the history. @returns whether it is gone */
  async remove(former: string): Promise<boolean> {
    const answer = await this.#api.send('DELETE', `/api/v1/history-imports/${former}`, undefined, nothing);
    this.#failure = answer.ok ? null : answer;
    await this.listFormer();
    return answer.ok;
  }

  async cancel(): Promise<void> {
    await this.run.cancel();
  }

  /** Forgets the file: another one may come. */
  again(): void {
    this.run.forget();
    this.#isReading = false;
    this.#file = null;
    this.#preview = null;
    this.#options = {};
    this.#failure = null;
  }

  close(): void {
    this.again();
  }

  #take(answer: Answer<ImportPreview>): void {
    this.#failure = answer.ok ? null : answer;
    if (answer.ok) this.#preview = answer.value;
  }
}
