const HALF_WEEK = 3;

/** Mean of the known days of the week around each day; `null` where fewer than three are known. */
export function middleOfWeek(totals: readonly (number | null)[]): readonly (number | null)[] {
  const FEWEST = 3;
  return totals.map((_, at) => {
    const week = totals
      .slice(Math.max(0, at - HALF_WEEK), at + HALF_WEEK + 1)
      .filter((value) => value !== null);
    return week.length < FEWEST ? null : week.reduce((sum, value) => sum + value, 0) / week.length;
  });
}
