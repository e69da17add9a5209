import type { Request } from 'express';
import * as v from 'valibot';
import { HttpError } from './http-error.ts';

/** More than anybody mends in one go; a body of a megabyte may hold a hundred thousand. */
const MOST_ISSUES = 100;

/**
 * The request's body as the contract wants it.
 *
 * @throws HttpError 422 `input-wrong` with field and what is allowed there, for a form to show beside it
 */
export function readBody<TSchema extends v.GenericSchema>(
  schema: TSchema,
  request: Request,
): v.InferOutput<TSchema> {
  return readInput(schema, request.body);
}

/** The same for anything else that came from outside, such as a query string. */
export function readInput<TSchema extends v.GenericSchema>(
  schema: TSchema,
  input: unknown,
): v.InferOutput<TSchema> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  throw new HttpError(422, 'input-wrong', {
    issueCount: parsed.issues.length,
    issues: parsed.issues
      .slice(0, MOST_ISSUES)
      .map((issue) => ({ field: v.getDotPath(issue) ?? '', message: issue.message })),
  });
}
