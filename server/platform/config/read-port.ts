import { BadInput } from '../input/bad-input.ts';

/** @throws BadInput unless `text` is a port; `undefined` where nothing was said */
export function readPort(text: string | undefined, field: string): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new BadInput(`must be a whole number from 0 to 65535, got "${text}"`, { field });
}
