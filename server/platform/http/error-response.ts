import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import type { FailureCode } from '../../contract/failures.ts';
import { isStoreAway } from '../store/store-away.ts';
import { HttpError } from './http-error.ts';

/** What a failed request is answered with: `{ "error": { "code": "…", … } }`. */
interface ErrorBody {
  readonly error: { readonly code: FailureCode } & Readonly<Record<string, unknown>>;
}

/** The one place where a failure becomes an answer. Unknown failures say nothing outside and everything in the log. */
export function errorResponse(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const known = knownFailure(error);
    if (known === undefined) log.error({ err: error, method: request.method }, 'request failed');
    else if (known.status >= 500) log.warn({ err: error, method: request.method }, known.code);
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, code, details } = known ?? new HttpError(500, 'internal');
    response.status(status).json({ error: { code, ...details } } satisfies ErrorBody);
  };
}

function knownFailure(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error;
  if (!(error instanceof Error)) return undefined;
  if (isStoreAway(error)) return new HttpError(503, 'store-unavailable');
  if ('type' in error) {
    switch (error.type) {
      case 'entity.too.large':
        return new HttpError(413, 'body-too-large');
      case 'entity.parse.failed':
        return new HttpError(400, 'not-json');
      case 'encoding.unsupported':
      case 'charset.unsupported':
        return new HttpError(415, 'encoding-unsupported');
      case 'request.aborted':
      case 'request.size.invalid':
        return new HttpError(400, 'body-incomplete');
      default:
    }
  }
  if (error instanceof URIError) return new HttpError(400, 'bad-address');
  // what reading the body met, such as gzip that is none: the caller's fault, and no secret of ours
  const status = 'status' in error && 'expose' in error && error.expose === true ? error.status : undefined;
  return typeof status === 'number' && status < 500 ? new HttpError(status, 'request-unreadable') : undefined;
}
