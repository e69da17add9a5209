import type { RepairOption } from './repair.ts';
import { clockTime } from '../../time/clock-time.ts';
import { type Language } from '../validation/words.ts';

/** One way to fill a lost shift, in one sentence. */
export function repairSentence(
  option: RepairOption,
  language: Language,
  nameOf: (agent: string) => string = (agent) => agent,
): string {
  const who = nameOf(option.agent);
  const [added] = option.add;
  const times = added === undefined ? '' : `${clockTime(added.startMinute)}–${clockTime(added.endMinute)}`;
  const [given] = option.remove;
  const own = given === undefined ? '' : `${clockTime(given.startMinute)}–${clockTime(given.endMinute)}`;
  const isGerman = language === 'de';
  switch (option.kind) {
    case 'takeover':
      return isGerman ? `${who} hat frei und übernimmt ${times}.` : `${who} is free and works ${times}.`;
    case 'exchange':
      return isGerman
        ? `${who} übernimmt ${times} und bekommt dafür am ${germanDay(given?.date ?? '')} (${own}) frei.`
        : `${who} works ${times} and in return has ${given?.date ?? ''} (${own}) off.`;
    case 'moved':
      return isGerman ? `${who} arbeitet ${times} statt ${own}.` : `${who} works ${times} instead of ${own}.`;
    default:
      return option.kind satisfies never;
  }
}

function germanDay(date: string): string {
  const [, month = '', day = ''] = date.split('-');
  return `${Number(day)}.${Number(month)}.`;
}
