import * as v from 'valibot';
import { issueSentence, type ProblemIssue } from '../../../../forecasting/roster/index.ts';
import { formatDay, type Language } from '../../../text/format.ts';
import { rosterDe } from '../../text/roster-de.ts';
import { rosterEn } from '../../text/roster-en.ts';
import { readNewest } from '../../shell/read-plan.ts';

/** The server's own words of the same release: the outline is looked at, the figures come from the library. */
const issuesSchema = v.array(
  v.custom<ProblemIssue>(
    (input) => typeof input === 'object' && input !== null && 'code' in input && 'facts' in input,
    'an issue of a roster problem',
  ),
);
const MOST_ISSUES = 5;

/** Of `draft-too-long`, and of `requirement-misses-days`. */
const tooLongSchema = v.object({ days: v.number(), allowed: v.number() });
const missingSchema = v.object({
  missing: v.pipe(v.array(v.string()), v.minLength(1)),
  from: v.nullable(v.string()),
  until: v.nullable(v.string()),
});

/**
 * Why no draft can be made from what is stored: the days and what is allowed, or person, day and rule.
 *
 * @param details of the answer `plan-impossible`, `draft-too-long` or `requirement-misses-days`
 * @returns empty where the answer names nothing
 */
export function planRefusalWords(details: Readonly<Record<string, unknown>>, language: Language): string {
  const { refusal } = language === 'en' ? rosterEn : rosterDe;
  const day = (date: string): string => formatDay(date, language);
  const tooLong = v.safeParse(tooLongSchema, details);
  if (tooLong.success) return refusal.tooLong(tooLong.output.days, tooLong.output.allowed);
  const days = v.safeParse(missingSchema, details);
  if (days.success) {
    const { missing, from, until } = days.output;
    const shown = missing.slice(0, MOST_ISSUES).map(day).join(', ');
    const more = missing.length > MOST_ISSUES ? ` + ${missing.length - MOST_ISSUES}` : '';
    return from === null || until === null
      ? refusal.nothingKnown(shown + more)
      : refusal.missing(shown + more, day(from), day(until));
  }
  const issues = v.safeParse(issuesSchema, details['issues']);
  if (!issues.success) return '';
  const shown = issues.output.slice(0, MOST_ISSUES).map((issue) => issueSentence(issue, language));
  const more = issues.output.length - shown.length;
  return [...shown, ...(more > 0 ? [`+ ${more}`] : [])].join(' ');
}

/** Why nothing was published: somebody was quicker, rules are broken, or no roster can be made of the facts. */
export function publishRefusalWords(
  { code, details }: { readonly code: string; readonly details: Readonly<Record<string, unknown>> },
  desk: { readonly language: Language; wordsFor(code: string): string; nameOf(account: string): string },
): string {
  const { publish } = desk.language === 'en' ? rosterEn : rosterDe;
  if (code !== 'published-meanwhile')
    return [desk.wordsFor(code), planRefusalWords(details, desk.language)].join(' ').trim();
  const newest = readNewest(details['newest']);
  return publish.meanwhile(
    newest.by === '' ? publish.somebody : desk.nameOf(newest.by),
    String(newest.number),
  );
}
