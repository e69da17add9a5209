import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';

/**
 * True where people are to come by HTTPS, ended by a proxy, and this request does not say so: the proxy sends no
 * `X-Forwarded-Proto`, is not trusted, or somebody went around it. A browser would never get the session's cookie, so
 * nobody could sign in and nobody would know why.
 *
 * @param secure people come by HTTPS, as the configuration has it
 */
export function hidesHttps(request: Request, secure: boolean): boolean {
  return secure && !request.secure;
}

/** Listens to what pages ask before a sign-in, and says once what the proxy keeps back. */
export class ProxyWatch {
  readonly #secure: boolean;
  readonly #log: Logger;
  #isMissing = false;
  #isSaid = false;

  constructor(secure: boolean, log: Logger) {
    this.#secure = secure;
    this.#log = log;
  }

  /** What the last page that asked met; `doctor` reads it at `/readyz`. */
  get warnings(): readonly string[] {
    return this.#isMissing ? ['proxy-hides-https'] : [];
  }

  readonly listen: RequestHandler = (request, _response, next) => {
    this.#isMissing = hidesHttps(request, this.#secure);
    if (this.#isMissing && !this.#isSaid) {
      this.#isSaid = true;
      this.#log.warn(
        {
          forwardedProto: request.get('x-forwarded-proto') ?? 'missing',
          trustProxy: request.app.get('trust proxy'),
        },
        'nobody can sign in: publicUrl is https, and this request does not say that it came by HTTPS. Let the proxy send X-Forwarded-Proto: https and set trustProxy (docs/operations.md, HTTPS)',
      );
    }
    next();
  };
}
