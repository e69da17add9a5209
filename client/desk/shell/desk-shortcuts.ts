/** A key as the browser reports it, and whether the person is writing. */
export interface DeskKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** The focus is in a field, a list or a window above the page: its own keys go first. */
  readonly isTaken: boolean;
}

export type DeskCommand =
  | { readonly kind: 'help' }
  /** `G` was pressed: the next digit names an area. */
  | { readonly kind: 'awaitArea' }
  /** Area by its place in the rail, from 0. */
  | { readonly kind: 'go'; readonly place: number };

/** How long `G` waits for its digit. */
export const AREA_KEY_MILLISECONDS = 1_500;

/** @returns what a key means for the desk as a whole; `undefined`: nothing, the page may have it */
export function deskCommand(press: DeskKey, awaitsArea: boolean): DeskCommand | undefined {
  if (press.isTaken || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (press.key === '?') return { kind: 'help' };
  if (press.key === 'g' || press.key === 'G') return { kind: 'awaitArea' };
  if (awaitsArea && /^[1-9]$/.test(press.key)) return { kind: 'go', place: Number(press.key) - 1 };
  return undefined;
}

/** Where keys are text or belong to a control: letters must stay letters there. */
export function takesKeys(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input:not([type="checkbox"], [type="radio"]), textarea, select, dialog, [contenteditable]',
    ) !== null
  );
}
