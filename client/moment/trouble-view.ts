import type { Liveness } from '../live/staleness.ts';
import { formatDuration } from '../text/format.ts';
import type { MomentTexts } from '../text/moment-texts.ts';

type TroubleShape = 'phoneOff' | 'serverOff' | 'disk' | 'moon' | 'restart' | 'question';

/** Why nothing is live: the light band of a wall, the line above the desk's running day. */
export interface TroubleView {
  readonly shape: TroubleShape;
  readonly headline: string;
  /** What is being done about it, or what it means. */
  readonly aside: string;
  /** Whether the time of the figures is worth saying. */
  readonly tellsAsOf: boolean;
  /** The headline without the seconds that tick, for screen readers. */
  readonly announcement: string;
}

/** `null` while all is well, and before there is a board (a start screen speaks then). */
export function troubleView(liveness: Liveness, texts: MomentTexts): TroubleView | null {
  const { trouble } = texts;
  switch (liveness.kind) {
    case 'feedSilent':
      if (liveness.reason === 'refused')
        return still('phoneOff', trouble.refused, trouble.refusedAside, true);
      if (liveness.reason === 'eventsMissing')
        return still('phoneOff', trouble.eventsMissing, trouble.eventsMissingAside, true);
      if (liveness.reason === 'catchingUp')
        return still('restart', trouble.catchingUpAgain, trouble.catchingUpAside, true);
      return {
        shape: 'phoneOff',
        headline: trouble.feedSilent(formatDuration(liveness.elapsed)),
        aside: trouble.reconnecting,
        tellsAsOf: true,
        announcement: trouble.feedSilent('…'),
      };
    case 'serverLost':
      return {
        shape: 'serverOff',
        headline: trouble.serverLost(formatDuration(liveness.elapsed)),
        aside: trouble.reconnecting,
        tellsAsOf: true,
        announcement: trouble.serverLost('…'),
      };
    case 'feedNever':
      if (liveness.reason === 'refused')
        return still('phoneOff', trouble.refused, trouble.refusedAside, false);
      if (liveness.reason === 'eventsMissing')
        return still('phoneOff', trouble.eventsMissing, trouble.eventsMissingAside, false);
      if (liveness.reason === 'catchingUp')
        return still('restart', trouble.catchingUp, trouble.catchingUpAside, false);
      return still('question', trouble.feedNever, trouble.feedNeverAside, false);
    case 'storeFailed':
      return still('disk', trouble.storeFailed, trouble.storeFailedAside, true);
    case 'serverRestarting':
      return still('restart', trouble.serverRestarting, trouble.serverRestartingAside, true);
    case 'asleep':
      return still('moon', trouble.asleep, trouble.asleepAside, true);
    case 'live':
    case 'connecting':
    case 'unreachable':
    case 'refused':
      return null;
    default:
      return liveness satisfies never;
  }
}

function still(shape: TroubleShape, headline: string, aside: string, tellsAsOf: boolean): TroubleView {
  return { shape, headline, aside, tellsAsOf, announcement: headline };
}
