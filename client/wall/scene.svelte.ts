import { MINUTE_MS } from '../../forecasting/time/index.ts';
import { createContext } from 'svelte';
import type { LiveWall } from '../live/wall.svelte.ts';
import type { Liveness } from '../live/staleness.ts';
import type { Board } from '../../server/contract/wall.ts';
import { formatDuration, formatTimeOfDay, type Language } from '../text/format.ts';
import type { DataQuality } from '../moment/city-state.ts';
import { momentTexts, type MomentTexts } from '../text/moment-texts.ts';
import { wallTexts, type WallTexts } from '../text/wall-texts.ts';

/** What every part of the wall needs to draw itself: the live board, its data quality, and the words to say it in. */
export class Scene {
  readonly live: LiveWall;
  readonly language: Language;
  readonly texts: WallTexts;
  /** Words that the desk uses, too. */
  readonly moment: MomentTexts;

  constructor(live: LiveWall, language: Language) {
    this.live = live;
    this.language = language;
    this.texts = wallTexts[language];
    this.moment = momentTexts[language];
  }

  get board(): Board | null {
    return this.live.board;
  }

  get liveness(): Liveness {
    return this.live.liveness;
  }

  /** The figures are old: they are drawn hatched and worded in the past tense. */
  get isStale(): boolean {
    return this.liveness.kind !== 'live' && this.isKnown;
  }

  /** Whether anything was ever received that the figures could rest on. */
  get isKnown(): boolean {
    return this.liveness.kind !== 'feedNever';
  }

  /** Server time for which the figures hold; counts on while live. */
  get figuresAt(): number {
    return this.live.asOf ?? this.live.now ?? 0;
  }

  get dataQuality(): DataQuality {
    return { isStale: this.isStale, isKnown: this.isKnown, asOf: this.timeOfDay(this.figuresAt) };
  }

  /** How old the telephone system's latest sign of life is, in words. */
  get ageText(): string {
    const age = this.live.feedAgeMilliseconds;
    if (age === null) return this.texts.explain.ageUnknown;
    return age < MINUTE_MS
      ? this.texts.explain.ageSeconds(Math.round(age / 1_000))
      : this.texts.explain.ageOf(formatDuration(age));
  }

  timeOfDay(instant: number | null): string {
    return formatTimeOfDay(instant, this.board?.clock.utcOffsetMinutes ?? 0);
  }
}

export const [useScene, provideScene] = createContext<Scene>();
