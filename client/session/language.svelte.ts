import type { Language } from '../text/format.ts';

const STORED_AS = 'leitstand.language';

/** German unless the reader chose otherwise, or their browser knows only English. */
export class LanguageChoice {
  #language = $state<Language>(firstLanguage());

  get current(): Language {
    return this.#language;
  }

  choose(language: Language): void {
    this.#language = language;
    document.documentElement.lang = language;
    try {
      localStorage.setItem(STORED_AS, language);
    } catch {
      // storage may be forbidden; then the choice lasts as long as the page
    }
  }
}

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? stored();
  const language = asked === 'en' || asked === 'de' ? asked : 'de';
  document.documentElement.lang = language;
  return language;
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}
