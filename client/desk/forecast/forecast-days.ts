import * as v from 'valibot';
import { forecastDaysAnswerSchema, type ForecastDaysAnswer } from '../../../server/contract/forecast.ts';

export type ForecastDay = ForecastDaysAnswer['days'][number];

export const readForecastDays = (body: unknown): readonly ForecastDay[] =>
  v.parse(forecastDaysAnswerSchema, body).days;

/** The part of a day in which anybody calls, in quarter hours; the office day if nobody does. */
export function busySpan(curves: readonly (readonly number[])[]): {
  readonly first: number;
  readonly last: number;
} {
  let first = 96;
  let last = 0;
  for (const curve of curves)
    curve.forEach((value, at) => {
      if (value <= 0) return;
      first = Math.min(first, at);
      last = Math.max(last, at + 1);
    });
  return first < last
    ? { first: Math.floor(first / 4) * 4, last: Math.ceil(last / 4) * 4 }
    : { first: 28, last: 72 };
}
