import type { Board } from '../../../server/contract/wall.ts';
import { jointPhase } from '../../moment/day-phase.ts';
import { formatCount, type Language } from '../../text/format.ts';
import type { WallTexts } from '../../text/wall-texts.ts';
import { tickerWords } from '../tile/city-view.ts';

export interface StillTrueRow {
  readonly name: string;
  readonly text: string;
}

/** What holds although nothing is received. "None yet" is said only where there really is none. */
export function stillTrueRows(
  board: Board,
  now: number,
  language: Language,
  texts: WallTexts,
): readonly StillTrueRow[] {
  const words = texts.stillTrue;
  const { plannedAgents, nextInterval } = board.stillTrue;
  const phase = jointPhase(
    board.cities.map(({ hours }) => hours),
    now,
  );
  const opensAt = board.cities
    .map(({ hours }) => hours.opensAtLocal)
    .filter((time) => time !== null)
    .sort()[0];
  const meanwhile =
    phase === 'over'
      ? words.over
      : phase === 'before' && opensAt !== undefined
        ? words.fromOpening(opensAt)
        : null;
  const hasPlan = board.noOutlook !== 'roster' && board.noOutlook !== 'forecastAndRoster';
  const hasForecast = board.cities.some(({ curve }) => curve.forecast !== null);
  return [
    {
      name: words.roster,
      text:
        plannedAgents !== null
          ? words.planned(formatCount(plannedAgents, language))
          : ((hasPlan ? meanwhile : null) ?? words.noPlan),
    },
    {
      name: words.forecast,
      text:
        nextInterval !== null
          ? words.calls(
              nextInterval.fromLocal,
              nextInterval.toLocal,
              formatCount(nextInterval.calls, language),
            )
          : ((hasForecast ? (meanwhile ?? words.over) : null) ?? words.noForecast),
    },
    { name: words.notice, text: tickerWords(board.ticker, language) || words.noNotice },
  ];
}
