import type { Area } from '../areas.ts';

/** A key or keys pressed one after another (parted by spaces), and what they do. */
export interface ShortcutWords {
  readonly keys: string;
  readonly words: string;
}

/** Keys of single rooms, in German. */
export const areaShortcutsDe: Readonly<Record<Area, readonly ShortcutWords[]>> = {
  today: [],
  history: [
    { keys: '↑ ↓ ← →', words: 'im Kalender gehen' },
    { keys: 'Pos1 Ende', words: 'erster und letzter Tag' },
    { keys: 'Bild↑ Bild↓', words: 'vier Wochen zurück und vor' },
  ],
  forecast: [],
  requirement: [],
  roster: [
    { keys: '↑ ↓ ← →', words: 'im Dienstplan gehen' },
    { keys: 'Eingabe', words: 'beste Schicht planen' },
    { keys: 'Strg+← Strg+→', words: 'Schicht verschieben' },
    { keys: 'Umschalt+← Umschalt+→', words: 'Ende der Schicht' },
    { keys: 'Alt+Umschalt+←', words: 'Beginn der Schicht' },
    { keys: 'Strg+↑ Strg+↓', words: 'mit der Nachbarzeile tauschen' },
    { keys: 'P', words: 'Schicht fixieren' },
    { keys: 'Entf', words: 'Tag freigeben' },
    { keys: 'Strg+Z Strg+Y', words: 'zurück und wieder vor' },
  ],
  people: [],
  accounts: [],
  cities: [],
};
