import type { PersonWish } from '../../../server/contract/wish.ts';
import type { Language } from '../../text/format.ts';
import type { PeopleText } from '../text/people-de.ts';
import { daySpan } from './day-span.ts';
import { timeText } from './person-form.ts';

/** `frei Mo 7. Dez.`, `nicht vor 09:00 Mo 7. Dez. – Fr 11. Dez.` */
export function wishWords(wish: PersonWish, text: PeopleText, language: Language): string {
  const time = wish.minute === null ? '' : ` ${timeText(wish.minute)}`;
  return `${text.wishKinds[wish.kind]}${time} ${daySpan(wish, language)}`;
}
