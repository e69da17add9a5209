import { plainDate, type PlainDate } from '../../../forecasting/time/index.ts';

/**
 * School holidays of North Rhine-Westphalia, first and last day: Ferienordnung of the Ministerium für Schule und Bildung
 * (RdErl. of 19 May 2022, ABl. NRW. 06/22, with the years before it), as published at
 * https://schulministerium.nrw/ferienordnung-fuer-nordrhein-westfalen-fuer-die-schuljahre-bis-202930.
 *
 * No library of ours knows them; the next school years are added here. Single days off (Pfingsten, movable days that
 * schools choose) are left out: callers do not notice them.
 */
const SPANS = [
  ['2021-03-29', '2021-04-10'],
  ['2021-07-05', '2021-08-17'],
  ['2021-10-11', '2021-10-23'],
  ['2021-12-24', '2022-01-08'],
  ['2022-04-11', '2022-04-23'],
  ['2022-06-27', '2022-08-09'],
  ['2022-10-04', '2022-10-15'],
  ['2022-12-23', '2023-01-06'],
  ['2023-04-03', '2023-04-15'],
  ['2023-06-22', '2023-08-04'],
  ['2023-10-02', '2023-10-14'],
  ['2023-12-21', '2024-01-05'],
  ['2024-03-25', '2024-04-06'],
  ['2024-07-08', '2024-08-20'],
  ['2024-10-14', '2024-10-26'],
  ['2024-12-23', '2025-01-06'],
  ['2025-04-14', '2025-04-26'],
  ['2025-07-14', '2025-08-26'],
  ['2025-10-13', '2025-10-25'],
  ['2025-12-22', '2026-01-06'],
  ['2026-03-30', '2026-04-11'],
  ['2026-07-20', '2026-09-01'],
  ['2026-10-17', '2026-10-31'],
  ['2026-12-23', '2027-01-06'],
  ['2027-03-22', '2027-04-03'],
  ['2027-07-19', '2027-08-31'],
] as const;

const holidays = SPANS.map(([from, until]) => ({ from: plainDate(from), until: plainDate(until) }));

/** First and last day of each span, in order. */
export function nrwSchoolHolidays(): readonly { readonly from: PlainDate; readonly until: PlainDate }[] {
  return holidays;
}
