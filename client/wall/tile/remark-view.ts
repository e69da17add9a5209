import type { CityBoard } from '../../../server/contract/wall.ts';
import { cityStatus } from '../../moment/city-state.ts';
import { dayRemark, showsClosed } from './city-view.ts';
import { remarkBesideName, type WallLayout } from './layout.ts';
import type { Scene } from '../scene.svelte.ts';

/** A line about an open city's day, and whether there is room for it beside the name. */
export interface RemarkView {
  readonly words: string;
  readonly place: 'beside' | 'below';
}

export function remarkView(
  city: CityBoard,
  layout: WallLayout,
  { dataQuality, moment, texts, language }: Pick<Scene, 'dataQuality' | 'moment' | 'texts' | 'language'>,
): RemarkView | null {
  const words = showsClosed(city) ? null : dayRemark(city, language, texts);
  if (words === null) return null;
  const { word } = cityStatus(city, dataQuality, moment);
  return { words, place: remarkBesideName(city.name, word, words, layout) ? 'beside' : 'below' };
}
