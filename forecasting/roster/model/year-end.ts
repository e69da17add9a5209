import type { PlainDate } from '../../time/plain-date.ts';

/** 24 and 31 December: free with pay, and credited like a public holiday when they fall on a weekday (TVöD § 6 (3)). */
export function isYearEndDay(date: PlainDate): boolean {
  const monthAndDay = date.slice(5);
  return monthAndDay === '12-24' || monthAndDay === '12-31';
}
