import type { Language } from './format.ts';
import { wallDe, type WallTexts } from './wall-de.ts';
import { wallEn } from './wall-en.ts';

export type { WallTexts } from './wall-de.ts';

export const wallTexts: Readonly<Record<Language, WallTexts>> = { de: wallDe, en: wallEn };
