import type { Language } from './format.ts';
import { momentDe, type MomentTexts } from './moment-de.ts';
import { momentEn } from './moment-en.ts';

export type { MomentTexts } from './moment-de.ts';

export const momentTexts: Readonly<Record<Language, MomentTexts>> = { de: momentDe, en: momentEn };
