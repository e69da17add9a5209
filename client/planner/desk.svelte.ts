import { createContext } from 'svelte';
import type { CentreAnswer } from '../../server/contract/desk-centre.ts';
import type { LanguageChoice } from '../session/language.svelte.ts';
import type { Session } from '../session/session.svelte.ts';
import type { Language } from '../text/format.ts';
import { de, type DeskText } from './text/de.ts';
import { en } from './text/en.ts';

export const areas = ['today', 'forecast', 'requirement', 'roster', 'cities', 'people'] as const;
export type Area = (typeof areas)[number];

/** What every page of the desk shares: who sits there, the language, the way around, the cities. */
export class Desk {
  readonly session: Session;
  readonly #language: LanguageChoice;
  #area = $state<Area>(areaOf(location.hash));
  #centre = $state.raw<CentreAnswer | null>(null);
  readonly #onHashChange = (): void => {
    this.#area = areaOf(location.hash);
  };

  constructor(session: Session, language: LanguageChoice) {
    this.session = session;
    this.#language = language;
    addEventListener('hashchange', this.#onHashChange);
  }

  get area(): Area {
    return this.#area;
  }

  get language(): Language {
    return this.#language.current;
  }

  get text(): DeskText {
    return this.#language.current === 'en' ? en : de;
  }

  /** The joint centre; `null` until it was read. */
  get centre(): CentreAnswer | null {
    return this.#centre;
  }

  useCentre(centre: CentreAnswer): void {
    this.#centre = centre;
  }

  chooseLanguage(language: Language): void {
    this.#language.choose(language);
  }

  /** Words for a failure's code; a code without words is a gap of ours and says so. */
  wordsFor(code: string): string {
    const { errors } = this.text;
    return code in errors
      ? (Object.entries(errors).find(([name]) => name === code)?.[1] ?? code)
      : errors.internal;
  }

  close(): void {
    removeEventListener('hashchange', this.#onHashChange);
  }
}

export const [useDesk, provideDesk] = createContext<Desk>();

function areaOf(hash: string): Area {
  const name = hash.replace(/^#\/?/, '').split('/', 1)[0];
  return areas.find((area) => area === name) ?? 'today';
}
