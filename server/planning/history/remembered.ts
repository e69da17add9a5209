/** A file of other texts than these many has more of them than it repeats. */
const MOST_TEXTS = 20_000;

/** The same reading, which takes each text apart once: what files of history say, they say many times over. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found.value;
    const value = read(text);
    if (known.size < MOST_TEXTS) known.set(text, { value });
    return value;
  };
}
