import * as v from 'valibot';
import { issueSentence, type ProblemIssue } from '../../../forecasting/index.ts';
import type { Language } from '../../text/format.ts';

/** The server's own words of the same release: the outline is looked at, the figures come from the library. */
const issuesSchema = v.array(
  v.custom<ProblemIssue>(
    (input) => typeof input === 'object' && input !== null && 'code' in input && 'facts' in input,
    'an issue of a roster problem',
  ),
);
const MOST_ISSUES = 5;

/**
 * Why no roster can be made from what is stored, by person, day and rule.
 *
 * @param details of the answer `plan-impossible`
 * @returns empty where the answer names nothing
 */
export function planRefusalWords(details: Readonly<Record<string, unknown>>, language: Language): string {
  const issues = v.safeParse(issuesSchema, details['issues']);
  if (!issues.success) return '';
  const shown = issues.output.slice(0, MOST_ISSUES).map((issue) => issueSentence(issue, language));
  const more = issues.output.length - shown.length;
  return [...shown, ...(more > 0 ? [`+ ${more}`] : [])].join(' ');
}
