import type { Page } from 'playwright-core';
import { nrwSpecialDays } from '../../server/platform/calendar/nrw-calendar.ts';

/** Short words that every German sentence has, and words of the trade that no English page has. */
const GERMAN =
  /[äöüß]|\b(und|der|die|das|den|dem|ist|sind|nicht|für|mit|von|bis|Uhr|kein|keine|noch|wird|auf|zu|im|ein|eine|Anruf\w*|Woche\w*|Montag|Dienst\w*|Schicht\w*|Wunsch\w*|Urlaub|krank\w*|Schulung|Stunden?|Telefon|Leitung|Planung|Entwurf|Vorf\w+|Ruhezeit|Feiertag\w*|Prognose|Bedarf|Personal(rat|bedarf)|Tage?)\b/i;

/** Holidays and carnival days, as the calendar's data calls them. */
const SPECIAL_DAYS = new Set(nrwSpecialDays(2017, 2028).map(({ name }) => name));

/** Names stay what they are in every language, and the door into the other language is named in that one. */
const NAMES = /Köln|Bürgertelefon|Deutsch|ArbZG|TVöD/g;

/** What can be read or heard on a page that looks German: texts, labels, hints. */
export async function germanWords(page: Page): Promise<readonly string[]> {
  const said = await page.evaluate(() => {
    const words = [document.title];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() !== null) {
      const isShown = !['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(
        texts.currentNode.parentElement?.tagName ?? '',
      );
      if (isShown) words.push(texts.currentNode.textContent ?? '');
    }
    for (const element of document.querySelectorAll('*'))
      for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'])
        words.push(element.getAttribute(name) ?? '');
    return [...new Set(words.map((one) => one.trim()))];
  });
  return said.filter(
    (words) =>
      GERMAN.test(words.replaceAll(NAMES, '')) || [...SPECIAL_DAYS].some((name) => words.includes(name)),
  );
}
