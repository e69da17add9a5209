import { createHmac, timingSafeEqual } from 'node:crypto';

/** Name of the session's cookie; the display links of walls use none. */
export const SESSION_COOKIE = 'leitstand.session';

/**
 * The id of the session in a request's `Cookie` header, as `express-session` writes and signs it: `s:<id>.<signature>`.
 *
 * For sockets, whose first request no middleware of Express may touch: Express would put a response of its own into the
 * request, and long polling would answer into that.
 *
 * @returns `undefined` without a cookie, or with one that this house did not sign; the store is not asked for those
 */
export function sessionIdIn(cookies: string | undefined, secret: string): string | undefined {
  const signed = /^s:([^.]+)\.(.+)$/.exec(valueOf(SESSION_COOKIE, cookies ?? '') ?? '');
  const [, id, signature] = signed ?? [];
  if (id === undefined || signature === undefined) return undefined;
  const right = Buffer.from(createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, ''));
  const given = Buffer.from(signature);
  return given.length === right.length && timingSafeEqual(given, right) ? id : undefined;
}

function valueOf(name: string, cookies: string): string | undefined {
  for (const pair of cookies.split(';')) {
    const [key = '', ...value] = pair.split('=');
    if (key.trim() !== name) continue;
    try {
      return decodeURIComponent(value.join('=').trim());
    } catch {
      return undefined;
    }
  }
  return undefined;
}
