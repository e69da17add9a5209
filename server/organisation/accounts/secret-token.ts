import { createHash, randomBytes } from 'node:crypto';

/** A secret for a link or a feed: 192 random bits, safe in an address. */
export function newSecretToken(): string {
  return randomBytes(24).toString('base64url');
}

/** What the store keeps instead of the token. Random tokens need no salt and no slow hash. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
