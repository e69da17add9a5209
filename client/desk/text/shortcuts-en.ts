import type { Area } from '../areas.ts';
import type { ShortcutWords } from './shortcuts-de.ts';

/** Keys of single rooms, in English. */
export const areaShortcutsEn: Readonly<Record<Area, readonly ShortcutWords[]>> = {
  today: [],
  history: [
    { keys: '↑ ↓ ← →', words: 'move through the calendar' },
    { keys: 'Home End', words: 'first and last day' },
    { keys: 'PgUp PgDn', words: 'four weeks back and forward' },
  ],
  forecast: [],
  requirement: [],
  roster: [
    { keys: '↑ ↓ ← →', words: 'move through the roster' },
    { keys: 'Enter', words: 'plan the best shift' },
    { keys: 'Ctrl+← Ctrl+→', words: 'move the shift' },
    { keys: 'Shift+← Shift+→', words: 'end of the shift' },
    { keys: 'Alt+Shift+←', words: 'start of the shift' },
    { keys: 'Ctrl+↑ Ctrl+↓', words: 'swap with the neighbouring row' },
    { keys: 'P', words: 'pin the shift' },
    { keys: 'Del', words: 'clear the day' },
    { keys: 'Ctrl+Z Ctrl+Y', words: 'undo and redo' },
  ],
  people: [],
  accounts: [],
  cities: [],
};
