import type { CityBoard } from '../../../server/contract/wall.ts';

/** Who waits now and how many calls the day will bring; `null` where a city does not know. */
export interface MomentFigures {
  readonly waiting: number | null;
  /** When the longest waiting call came; `null`: nobody waits. */
  readonly waitingSince: number | null;
  readonly expectedDay: number | null;
  readonly forecastDay: number | null;
  /** Calls that came while the line was closed. */
  readonly outsideHours: number;
}

type Known = Pick<CityBoard, 'waiting' | 'longestWaitingSince'> & {
  readonly today: Pick<CityBoard['today'], 'outsideHours'>;
  readonly curve: Pick<CityBoard['curve'], 'expectedDay' | 'forecastDay'>;
};

/** Figures of one city, or of several together. Service levels do not add up: every contract counts for itself. */
export function momentFigures(cities: readonly Known[]): MomentFigures {
  const since = cities.map((city) => city.longestWaitingSince).filter((at) => at !== null);
  return {
    waiting: sumOf(cities.map(({ waiting }) => waiting)),
    waitingSince: since.length === 0 ? null : Math.min(...since),
    expectedDay: sumOf(cities.map(({ curve }) => curve.expectedDay)),
    forecastDay: sumOf(cities.map(({ curve }) => curve.forecastDay)),
    outsideHours: cities.reduce((sum, { today }) => sum + today.outsideHours, 0),
  };
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}
