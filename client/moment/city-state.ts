import type { CityBoard } from '../../server/contract/wall.ts';
import type { MomentTexts } from '../text/moment-texts.ts';

/** What is to be said about a city at this moment. One table for walls and desk: the same moment has the same words. */
export type CityState = keyof MomentTexts['states'];

export type Tone = 'plain' | 'ok' | 'warning' | 'breach';
type StatusShape = 'check' | 'triangle' | 'octagon' | 'dots' | 'moon' | 'clock' | 'question' | 'sunrise';

/** A status in three ways at once: shape, word, colour. */
export interface StatusView {
  readonly shape: StatusShape;
  readonly word: string;
  readonly tone: Tone;
}

/** How far the figures can be trusted at this moment. */
export interface DataQuality {
  readonly isStale: boolean;
  readonly isKnown: boolean;
  /** Local time for which the figures hold. */
  readonly asOf: string;
}

/** Shape and colour of a state whose level does not decide about them. */
const looks: Readonly<Record<CityState, { readonly shape: StatusShape; readonly tone: Tone } | 'byLevel'>> = {
  unheard: { shape: 'question', tone: 'plain' },
  openingSoon: { shape: 'sunrise', tone: 'plain' },
  closed: { shape: 'moon', tone: 'plain' },
  fewCalls: { shape: 'dots', tone: 'plain' },
  noCalls: { shape: 'dots', tone: 'plain' },
  onTarget: { shape: 'check', tone: 'ok' },
  nobody: 'byLevel',
  waitsTooLong: 'byLevel',
  recovering: 'byLevel',
  belowTarget: 'byLevel',
  tight: 'byLevel',
};

/** State of a city whose figures are known and hold now. */
export function cityState({ status, hours, waiting, today }: CityBoard): CityState {
  if (hours.state === 'openingSoon' && waiting === 0) return 'openingSoon';
  switch (status.level) {
    case 'closed':
      return 'closed';
    case 'ok':
      return 'onTarget';
    case 'unknown':
      return today.offered === 0 ? 'noCalls' : 'fewCalls';
    case 'warning':
    case 'breach':
      if (status.because === 'nobody' || status.because === 'recovering') return status.because;
      if (status.level === 'warning') return 'tight';
      return status.because === 'longestWait' ? 'waitsTooLong' : 'belowTarget';
    default:
      return status.level satisfies never;
  }
}

/** The status of a city as every page shows it: old figures give way to their time, unheard ones to "unknown". */
export function cityStatus(city: CityBoard, dataQuality: DataQuality, texts: MomentTexts): StatusView {
  if (dataQuality.isKnown && dataQuality.isStale)
    return { shape: 'clock', word: texts.asOf(dataQuality.asOf), tone: 'plain' };
  const state = dataQuality.isKnown ? cityState(city) : 'unheard';
  const look = looks[state];
  const isBreach = city.status.level === 'breach';
  return {
    word: texts.states[state],
    ...(look === 'byLevel'
      ? {
          shape: isBreach ? ('octagon' as const) : ('triangle' as const),
          tone: isBreach ? 'breach' : 'warning',
        }
      : look),
  };
}
