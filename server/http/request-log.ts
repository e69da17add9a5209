import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/**
 * One line per answered request: method, path, status, duration. Neither query nor body nor headers, because tokens
 * and people's names stand there.
 */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const begun = process.hrtime.bigint();
    const { method, path } = request;
    response.once('finish', () => {
      const milliseconds = Number((process.hrtime.bigint() - begun) / 1_000_000n);
      const facts = { method, path, status: response.statusCode, milliseconds };
      if (response.statusCode >= 500) log.error(facts, 'answered');
      else log.debug(facts, 'answered');
    });
    next();
  };
}
