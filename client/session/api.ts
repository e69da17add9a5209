/** An answer of the server: what was asked for, or a code that `text/` puts into words. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      /** 0: the server was not reached. */
      readonly status: number;
      readonly code: string;
      readonly details: Readonly<Record<string, unknown>>;
    };

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Turns the body of an answer into what the caller expects. Throws where the server breaks the contract. */
export type Read<T> = (body: unknown) => T;

/** The one way from a page to the server: carries the session's token and turns every failure into a value. */
export class Api {
  #csrfToken = '';
  readonly #onSignedOut: () => void;

  constructor(onSignedOut: () => void) {
    this.#onSignedOut = onSignedOut;
  }

  useToken(csrfToken: string): void {
    this.#csrfToken = csrfToken;
  }

  async get<T>(path: string, read: Read<T>, signal?: AbortSignal): Promise<Answer<T>> {
    return this.#ask('GET', path, undefined, read, signal);
  }

  async send<T>(method: Method, path: string, body: unknown, read: Read<T>): Promise<Answer<T>> {
    return this.#ask(method, path, body, read);
  }

  /** Sends a file as it is. */
  async upload<T>(path: string, file: Blob, contentType: string, read: Read<T>): Promise<Answer<T>> {
    return this.#exchange('POST', path, { body: file, contentType }, read);
  }

  async #ask<T>(
    method: Method,
    path: string,
    body: unknown,
    read: Read<T>,
    signal?: AbortSignal,
  ): Promise<Answer<T>> {
    const sent =
      body === undefined ? undefined : { body: JSON.stringify(body), contentType: 'application/json' };
    return this.#exchange(method, path, sent, read, signal);
  }

  async #exchange<T>(
    method: Method,
    path: string,
    sent: { readonly body: BodyInit; readonly contentType: string } | undefined,
    read: Read<T>,
    signal?: AbortSignal,
  ): Promise<Answer<T>> {
    let response: Response;
    try {
      response = await fetch(path, {
        method,
        credentials: 'same-origin',
        headers: {
          accept: 'application/json',
          ...(method === 'GET' ? {} : { 'x-csrf-token': this.#csrfToken }),
          ...(sent === undefined ? {} : { 'content-type': sent.contentType }),
        },
        ...(sent === undefined ? {} : { body: sent.body }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch {
      return { ok: false, status: 0, code: 'not-reached', details: {} };
    }
    const answer = await readJson(response);
    if (response.ok) return { ok: true, value: read(answer) };
    const { code, ...details } = errorOf(answer);
    if (response.status === 401 && code === 'sign-in-needed') this.#onSignedOut();
    return { ok: false, status: response.status, code, details };
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function errorOf(answer: unknown): { code: string } & Record<string, unknown> {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return { code: 'internal' };
  const { error } = answer;
  if (typeof error !== 'object' || error === null || !('code' in error)) return { code: 'internal' };
  return { ...error, code: String(error.code) };
}

/** For answers without a body. */
export function nothing(): null {
  return null;
}
