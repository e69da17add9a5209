import { accountsDe } from '../../../client/desk/text/accounts-de.ts';
import { accountsEn } from '../../../client/desk/text/accounts-en.ts';
import { citiesDe } from '../../../client/desk/text/cities-de.ts';
import { citiesEn } from '../../../client/desk/text/cities-en.ts';
import { de } from '../../../client/desk/text/de.ts';
import { en } from '../../../client/desk/text/en.ts';
import { forecastDe } from '../../../client/desk/text/forecast-de.ts';
import { forecastEn } from '../../../client/desk/text/forecast-en.ts';
import { historyDe } from '../../../client/desk/text/history-de.ts';
import { historyEn } from '../../../client/desk/text/history-en.ts';
import { peopleDe } from '../../../client/desk/text/people-de.ts';
import { peopleEn } from '../../../client/desk/text/people-en.ts';
import { requirementDe } from '../../../client/desk/text/requirement-de.ts';
import { requirementEn } from '../../../client/desk/text/requirement-en.ts';
import { roomsDe } from '../../../client/desk/text/rooms-de.ts';
import { roomsEn } from '../../../client/desk/text/rooms-en.ts';
import { rosterDe } from '../../../client/desk/text/roster-de.ts';
import { rosterEn } from '../../../client/desk/text/roster-en.ts';
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
  if (typeof table === 'function')
    return [[path, (...values): unknown => Reflect.apply(table, undefined, values)]];
  if (typeof table !== 'object' || table === null) return [];
  return Object.entries(table).flatMap(([name, inner]) => countingTexts(inner, `${path}.${name}`));
}
