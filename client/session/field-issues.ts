import type { Answer } from './api.ts';

/** What the server found wrong, by field: `contract.weeklyMinutes`, `skills.0.until`. */
export type FieldIssues = ReadonlySet<string>;

export const NO_ISSUES: FieldIssues = new Set();

/**
 * Fields that the server refused, as the form names them. The server's own words are for programmes; a page says them
 * in its reader's language.
 *
 * @param prefix what the body wraps the form's fields in, such as `person.`
 */
export function fieldIssues(answer: Answer<unknown>, prefix = ''): FieldIssues {
  const issues = answer.ok ? undefined : answer.details['issues'];
  if (!Array.isArray(issues)) return NO_ISSUES;
  return new Set(
    issues.flatMap((issue: unknown) =>
      typeof issue === 'object' && issue !== null && 'field' in issue && typeof issue.field === 'string'
        ? [issue.field.startsWith(prefix) ? issue.field.slice(prefix.length) : issue.field]
        : [],
    ),
  );
}

/** The field itself, or something inside it, is wrong. */
export function hasIssue(issues: FieldIssues, field: string): boolean {
  return [...issues].some((issue) => issue === field || issue.startsWith(`${field}.`));
}
