import { createContext } from 'svelte';
import { plainDate, type PlainDate } from '../../../forecasting/time/index.ts';
import type { Role } from '../../../server/contract/account.ts';
import type { CentreAnswer } from '../../../server/contract/desk-centre.ts';
import { actsForAll, citiesOf } from '../../session/reach.ts';
import type { LanguageChoice } from '../../session/language.svelte.ts';
import type { Session } from '../../session/session.svelte.ts';
import { signInText } from '../../session/sign-in-text.ts';
import { failureWords, type Failure } from '../../text/failure-words.ts';
import type { Language } from '../../text/format.ts';
import { areas, doors, type Area } from '../areas.ts';
import { browserDay } from './browser-day.ts';
import { de, type DeskText } from '../text/de.ts';
import { en } from '../text/en.ts';

const SINGLE_KEYS_STORED_AS = 'leitstand.single-keys';

/** What every page of the desk shares: who sits there, the language, the way around, the cities. */
export class Desk {
  readonly session: Session;
  readonly #language: LanguageChoice;
  #area = $state<Area>(areaOf(location.hash));
  #centre = $state.raw<CentreAnswer | null>(null);
  #usesSingleKeys = $state(storedSingleKeys());
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

  /** The rooms that this person may enter. */
  get areas(): readonly Area[] {
    return areas.filter((area) => this.session.has(...doors[area]));
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

  /** Cities whose figures this person may see. */
  get cities(): CentreAnswer['centre']['cities'] {
    return [...citiesOf(this.#grants, doors.today, this.#centre?.centre.cities ?? [])];
  }

  /** Whether this person has one of the roles for every city: what is joint is nobody's alone. */
  actsForAll(...roles: readonly Role[]): boolean {
    return actsForAll(this.#grants, roles);
  }

  get seesAllCities(): boolean {
    return actsForAll(this.#grants, doors.today);
  }

  get #grants() {
    return this.session.me?.grants ?? [];
  }

  /** The centre's day by the server's clock; the browser's own until the centre was read. */
  get today(): PlainDate {
    return this.#centre === null ? browserDay() : plainDate(this.#centre.today);
  }

  /** Single letters act as shortcuts; some people's input devices press them unasked (WCAG 2.1.4). */
  get usesSingleKeys(): boolean {
    return this.#usesSingleKeys;
  }

  useSingleKeys(wanted: boolean): void {
    this.#usesSingleKeys = wanted;
    try {
      localStorage.setItem(SINGLE_KEYS_STORED_AS, wanted ? 'on' : 'off');
    } catch {
      // storage may be forbidden; then the choice lasts as long as the page
    }
  }

  useCentre(centre: CentreAnswer): void {
    this.#centre = centre;
  }

  chooseLanguage(language: Language): void {
    this.#language.choose(language);
  }

  /** What an account is called. The demonstration names its own by their role: in the reader's language. */
  nameOf(displayName: string): string {
    const german = signInText('de').roles;
    const role = this.session.demoRoles.find((known) => german[known] === displayName);
    return role === undefined ? displayName : signInText(this.language).roles[role];
  }

  /** Words for a failure: what is wrong, in which field, and what to do. */
  wordsFor(failure: string | Failure): string {
    return failureWords(
      typeof failure === 'string' ? { code: failure } : failure,
      this.text.errors,
      this.language,
    );
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

function storedSingleKeys(): boolean {
  try {
    return localStorage.getItem(SINGLE_KEYS_STORED_AS) !== 'off';
  } catch {
    return true;
  }
}
