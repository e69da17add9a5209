import * as v from 'valibot';
import { pageSchema, searchWordsSchema } from './list-page.ts';
import { plainText } from './plain-text.ts';

/** What a person may be. A person may be several, each for one city or for all. */
export const roles = ['administrator', 'planner', 'supervisor', 'agent'] as const;
export const roleSchema = v.picklist(roles);

/** One right: a role, for one city's id or for `*`, all cities. */
export const grantSchema = v.object({ role: roleSchema, city: v.pipe(plainText, v.minLength(1)) });

/** What a one-time link is for. */
export const linkPurposeSchema = v.picklist(['first', 'invitation', 'reset']);

/** A name to sign in with: lower case, so that nobody has to remember how it was written. */
export const accountNameSchema = v.pipe(
  plainText,
  v.trim(),
  v.toLowerCase(),
  v.regex(/^[a-z0-9][a-z0-9._@+-]{1,63}$/, '2 to 64 letters, digits or . _ @ + -'),
);

/** Long beats complicated: no rule about digits or signs (NIST SP 800-63B). */
export const passwordSchema = v.pipe(
  plainText,
  v.minLength(12, 'at least 12 characters'),
  v.maxLength(200, 'at most 200 characters'),
);

export const signInSchema = v.object({
  name: v.pipe(plainText, v.trim(), v.toLowerCase(), v.maxLength(64)),
  password: v.pipe(plainText, v.maxLength(200)),
});

/** Redeems a one-time link: first administrator, invitation or reset. */
export const redeemLinkSchema = v.object({
  token: v.pipe(plainText, v.maxLength(100)),
  password: passwordSchema,
});

export const demoSignInSchema = v.object({ role: roleSchema });

export const createAccountSchema = v.object({
  name: accountNameSchema,
  displayName: v.pipe(plainText, v.trim(), v.minLength(1), v.maxLength(100)),
  grants: v.pipe(v.array(grantSchema), v.minLength(1)),
  agentId: v.nullable(plainText),
});

/** What an administrator changes of an account; its name stays, because people remember it. */
export const changeAccountSchema = v.omit(createAccountSchema, ['name']);

/** Answer to an invitation and to a reset: the link is shown once and kept by nobody. */
export const issuedLinkSchema = v.object({ id: v.string(), link: v.string() });

/** What a planner heard from the holder of an account: six digits, spoken with or without a gap. */
export const confirmHolderSchema = v.object({
  code: v.pipe(
    plainText,
    v.maxLength(20),
    v.transform((text) => text.replaceAll(/\s/g, '')),
    v.regex(/^\d{6}$/, 'six digits'),
  ),
});

/** The signed-in person as the pages know them. */
export const meSchema = v.object({
  id: v.string(),
  name: v.string(),
  displayName: v.string(),
  grants: v.array(grantSchema),
  /** Set where the account belongs to a person on the roster. */
  agentId: v.nullable(v.string()),
});

/** Answer of `GET /api/v1/session`: who is signed in, and the token that every change must carry. */
export const sessionSchema = v.object({
  me: v.nullable(meSchema),
  csrfToken: v.string(),
  /** Why nobody can sign in over this connection: the proxy does not say that the page came by HTTPS. */
  obstacle: v.nullable(v.literal('proxy-hides-https')),
  /** Sign-in by role buttons: the demo on this machine only. */
  demoRoles: v.array(roleSchema),
});

export const accountRowSchema = v.object({
  ...meSchema.entries,
  disabled: v.boolean(),
  hasPassword: v.boolean(),
  /** A one-time link that nobody has used yet and that still holds. */
  openLink: v.nullable(v.object({ purpose: linkPurposeSchema, until: v.number() })),
});

/** Which accounts are asked for. */
export const accountsQuerySchema = v.object({ words: searchWordsSchema, page: pageSchema });

/** One page of accounts. */
export const accountsAnswerSchema = v.object({
  accounts: v.array(accountRowSchema),
  /** Those that fit, on all pages. */
  found: v.number(),
  pageSize: v.number(),
});

/** People on the roster to whom an account can be bound. */
export const unboundPeopleSchema = v.object({
  people: v.array(v.object({ id: v.string(), name: v.string() })),
});

export type Role = v.InferOutput<typeof roleSchema>;
export type Grant = v.InferOutput<typeof grantSchema>;
export type Me = v.InferOutput<typeof meSchema>;
export type SessionAnswer = v.InferOutput<typeof sessionSchema>;
export type AccountRow = v.InferOutput<typeof accountRowSchema>;
export type ChangeAccount = v.InferOutput<typeof changeAccountSchema>;
export type UnboundPeople = v.InferOutput<typeof unboundPeopleSchema>;
export type AccountsAnswer = v.InferOutput<typeof accountsAnswerSchema>;
export type IssuedLink = v.InferOutput<typeof issuedLinkSchema>;
