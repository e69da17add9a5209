/** A cell of the roster as the key of a map or a set: one person on one day. Ids hold no blank. */
export function cellKey({ agent, date }: { readonly agent: string; readonly date: string }): string {
  return `${agent} ${date}`;
}
