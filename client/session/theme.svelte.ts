export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const STORED_AS = 'leitstand.theme';

/** Light or dark: as the device says, unless the reader chose. */
export class ThemeChoice {
  #theme = $state<Theme>(stored());
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  readonly #onDeviceChange = (): void => this.#show();

  constructor() {
    this.#dark.addEventListener('change', this.#onDeviceChange);
    this.#show();
  }

  get current(): Theme {
    return this.#theme;
  }

  choose(theme: Theme): void {
    this.#theme = theme;
    this.#show();
    try {
      localStorage.setItem(STORED_AS, theme);
    } catch {
      // storage may be forbidden; then the choice lasts as long as the page
    }
  }

  close(): void {
    this.#dark.removeEventListener('change', this.#onDeviceChange);
  }

  #show(): void {
    const isDark = this.#theme === 'dark' || (this.#theme === 'auto' && this.#dark.matches);
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  }
}

function stored(): Theme {
  try {
    const kept = localStorage.getItem(STORED_AS);
    return themes.find((theme) => theme === kept) ?? 'auto';
  } catch {
    return 'auto';
  }
}
