import { accountsDe } from '../../../client/planner/text/accounts-de.ts';
import { accountsEn } from '../../../client/planner/text/accounts-en.ts';
import { citiesDe } from '../../../client/planner/text/cities-de.ts';
import { citiesEn } from '../../../client/planner/text/cities-en.ts';
import { de } from '../../../client/planner/text/de.ts';
import { en } from '../../../client/planner/text/en.ts';
import { forecastDe } from '../../../client/planner/text/forecast-de.ts';
import { forecastEn } from '../../../client/planner/text/forecast-en.ts';
import { historyDe } from '../../../client/planner/text/history-de.ts';
import { historyEn } from '../../../client/planner/text/history-en.ts';
import { peopleDe } from '../../../client/planner/text/people-de.ts';
import { peopleEn } from '../../../client/planner/text/people-en.ts';
import { requirementDe } from '../../../client/planner/text/requirement-de.ts';
import { requirementEn } from '../../../client/planner/text/requirement-en.ts';
import { roomsDe } from '../../../client/planner/text/rooms-de.ts';
import { roomsEn } from '../../../client/planner/text/rooms-en.ts';
import { rosterDe } from '../../../client/planner/text/roster-de.ts';
import { rosterEn } from '../../../client/planner/text/roster-en.ts';
import { de as scheduleDe } from '../../../client/schedule/text-de.ts';
import { en as scheduleEn } from '../../../client/schedule/text-en.ts';
import { momentTexts } from '../../../client/text/moment-texts.ts';
import { wallTexts } from '../../../client/text/wall-texts.ts';

/** Every table of words of the pages, by its name. */
export const textTables = {
  accountsDe,
  accountsEn,
  citiesDe,
  citiesEn,
  deskDe: de,
  deskEn: en,
  forecastDe,
  forecastEn,
  historyDe,
  historyEn,
  momentDe: momentTexts.de,
  momentEn: momentTexts.en,
  peopleDe,
  peopleEn,
  requirementDe,
  requirementEn,
  roomsDe,
  roomsEn,
  rosterDe,
  rosterEn,
  scheduleDe,
  scheduleEn,
  wallDe: wallTexts.de,
  wallEn: wallTexts.en,
};

export type CountingText = (...values: readonly unknown[]) => unknown;

/** Every text of a table that says something about values, by its path. */
export function countingTexts(table: unknown, path: string): readonly (readonly [string, CountingText])[] {
  if (typeof table === 'function') return [[path, (...values) => Reflect.apply(table, undefined, values)]];
  if (typeof table !== 'object' || table === null) return [];
  return Object.entries(table).flatMap(([name, inner]) => countingTexts(inner, `${path}.${name}`));
}
