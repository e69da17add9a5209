import { formatDay, type Language } from '../../text/format.ts';

/** `Mo 7. Dez.`, `Mo 7. Dez. – Fr 11. Dez.` */
export function daySpan(
  { from, until }: { readonly from: string; readonly until: string },
  language: Language,
): string {
  return from === until
    ? formatDay(from, language)
    : `${formatDay(from, language)} – ${formatDay(until, language)}`;
}
