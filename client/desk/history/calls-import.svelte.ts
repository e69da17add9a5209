import * as v from 'valibot';
import {
  formerImportsSchema,
  importPreviewSchema,
  importStateSchema,
  type FormerImports,
  type ImportOptions,
  type ImportPreview,
  type ImportState,
} from '../../../server/contract/history.ts';
import { nothing, type Answer, type Api } from '../../session/api.ts';

const LOOK_EVERY_MILLISECONDS = 400;

/** One file on its way into the history: read, understood, mapped, imported, or given up at any moment. */
export class CallsImport {
  readonly #api: Api;
  #file = $state.raw<File | null>(null);
  #isReading = $state(false);
  #preview = $state.raw<ImportPreview | null>(null);
  #options = $state.raw<ImportOptions>({});
  #state = $state.raw<ImportState | null>(null);
  #failure = $state('');
  #former = $state.raw<FormerImports['imports']>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api) {
    this.#api = api;
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

  /** How far the import is; `null` before it was started. */
  get state(): ImportState | null {
    return this.#state;
  }

  get isRunning(): boolean {
    return this.#state?.state === 'running';
  }

  /** Imports whose rows are in the history, the newest first. */
  get former(): FormerImports['imports'] {
    return this.#former;
  }

  get failure(): string {
    return this.#failure;
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
    const path = `/api/v1/history-imports/${preview.id}/start`;
    const answer = await this.#api.send('POST', path, this.#options, readState);
    if (preview !== this.#preview) {
      // given up before the answer came
      await this.#cancel(preview.id);
      return;
    }
    this.#isReading = false;
    this.#follow(answer);
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
    else this.#failure = answer.code;
  }

  /** Takes a former import out of the history. @returns whether it is gone */
  async remove(former: string): Promise<boolean> {
    const answer = await this.#api.send('DELETE', `/api/v1/history-imports/${former}`, undefined, nothing);
    this.#failure = answer.ok ? '' : answer.code;
    await this.listFormer();
    return answer.ok;
  }

  async cancel(): Promise<void> {
    const id = this.#preview?.id;
    if (id === undefined) return;
    await this.#cancel(id);
    await this.#look(id);
  }

  /** Forgets the file: another one may come. */
  again(): void {
    clearTimeout(this.#timer);
    this.#isReading = false;
    this.#file = null;
    this.#preview = null;
    this.#options = {};
    this.#state = null;
    this.#failure = '';
  }

  close(): void {
    this.again();
  }

  async #cancel(id: string): Promise<void> {
    await this.#api.send('POST', `/api/v1/history-imports/${id}/cancel`, undefined, nothing);
  }

  async #look(id: string): Promise<void> {
    const answer = await this.#api.get(`/api/v1/history-imports/${id}`, readState);
    // what became of a file that was given up meanwhile is nobody's business here
    if (this.#preview?.id === id) this.#follow(answer);
  }

  #follow(answer: Answer<ImportState>): void {
    clearTimeout(this.#timer);
    this.#failure = answer.ok ? '' : answer.code;
    if (answer.ok) this.#state = answer.value;
    if (this.#state?.state === 'done') void this.listFormer();
    const id = this.#preview?.id;
    if (this.isRunning && id !== undefined)
      this.#timer = setTimeout(() => void this.#look(id), LOOK_EVERY_MILLISECONDS);
  }

  #take(answer: Answer<ImportPreview>): void {
    this.#failure = answer.ok ? '' : answer.code;
    if (answer.ok) this.#preview = answer.value;
  }
}

const readState = (body: unknown): ImportState => v.parse(importStateSchema, body);
