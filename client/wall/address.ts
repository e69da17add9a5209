import type { Language } from '../text/format.ts';
import { ALL_CITIES } from '../../server/contract/events.ts';

/** What the address of a wall says: which link opened it, which cities it shows, in which language. */
export interface WallAddress {
  /** The secret part of a display link `/wall/<token>`; `null` on a plain `/wall`. */
  readonly token: string | null;
  readonly scope: string;
  readonly language: Language;
}

/** Reads `/wall/<token>?city=<id>&lang=<de|en>`. German unless English is asked for. */
export function readWallAddress(path: string, query: string): WallAddress {
  const token = /^\/wall\/([^/]+)\/?$/.exec(path)?.[1];
  const asked = new URLSearchParams(query);
  return {
    token: token === undefined ? null : safelyDecoded(token),
    scope: asked.get('city') ?? ALL_CITIES,
    language: asked.get('lang') === 'en' ? 'en' : 'de',
  };
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
