import type { RosterOriginAnswer } from '../../../../server/contract/roster-origin.ts';
import { formatCount, formatDecimal, localeOf, type Language } from '../../../text/format.ts';
import { rosterDe } from '../../text/roster-de.ts';
import { rosterEn } from '../../text/roster-en.ts';

/** How a roster was made, in one line: the optimiser's figures and moment, and whether somebody has edited it since. */
export function originWords(origin: RosterOriginAnswer | null, language: Language, zone: string): string {
  const text = (language === 'en' ? rosterEn : rosterDe).origin;
  if (origin === null) return text.unknown;
  const figure = (value: number): string => formatDecimal(value, 1, language);
  const moment = new Intl.DateTimeFormat(localeOf[language], {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(origin.at);
  const scoreWords = (objective: number, bound: number | null): readonly string[] => [
    text.objective(figure(objective)),
    // That nothing costs less than nothing is no news.
    bound === null || (bound === 0 && objective > 0) ? text.noBound : text.bound(figure(bound)),
  ];
  const parts = [
    text.optimised(moment),
    ...(origin.objective === null ? [] : scoreWords(origin.objective, origin.bound)),
    text.seconds(formatCount(origin.tookSeconds, language), formatCount(origin.seconds, language)),
    text.seed(String(origin.seed)),
    ...(origin.edited ? [text.edited] : []),
  ];
  return parts.join(' · ');
}
