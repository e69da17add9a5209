/** One page of a long list. */
export interface ListPage<T> {
  readonly rows: readonly T[];
  /** On all pages. */
  readonly found: number;
}

/** What fits, and of it the page that is asked for. @param page from 0; one behind the last is empty */
export function pageOf<T>(
  all: readonly T[],
  { page, size, fits }: { readonly page: number; readonly size: number; readonly fits: (one: T) => boolean },
): ListPage<T> {
  const fitting = all.filter(fits);
  return { rows: fitting.slice(page * size, (page + 1) * size), found: fitting.length };
}

/** @returns whether every word stands somewhere in a text, however it is written */
export function wordsFit(words: string): (text: string) => boolean {
  const wanted = words.toLowerCase().split(/\s+/);
  return (text) => {
    const lower = text.toLowerCase();
    return wanted.every((word) => lower.includes(word));
  };
}
