import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

/** @returns the token of `Authorization: Bearer …`, `undefined` without one */
export function bearerToken(request: Request): string | undefined {
  const header = request.get('authorization') ?? '';
  return /^Bearer ([\x21-\x7e]{1,512})$/i.exec(header)?.[1];
}

/** Compares in a time that reveals nothing about where two tokens differ. */
export function sameToken(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
