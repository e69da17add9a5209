import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id (the package's own algorithm): 19 MiB, two passes, one lane; about 20 ms here. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export async function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2ID);
}

/**
 * Also works a hash when there is none to compare with, so that an unknown name takes as long as a wrong password.
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  if (stored !== null) return verify(stored, password);
  await hash(password, ARGON2ID);
  return false;
}
