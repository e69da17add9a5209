import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { accessMethod, findRule } from './access.ts';

/**
 * One line per answered request: method, route, status, duration. The route as the access table writes it, without
 * what stands in its place holders, and neither query nor body nor headers: tokens and names stand there.
 */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const begun = process.hrtime.bigint();
    const { method } = request;
    const route = routeName(method, request.path);
    response.once('finish', () => {
      const milliseconds = Number((process.hrtime.bigint() - begun) / 1_000_000n);
      const facts = { method, route, status: response.statusCode, milliseconds };
      if (response.statusCode >= 500) log.error(facts, 'answered');
      else log.debug(facts, 'answered');
    });
    next();
  };
}

function routeName(method: string, path: string): string {
  return findRule(accessMethod(method), path)?.path ?? 'unlisted';
}
