/**
 * Whether all who share calls share all of them: every group of a pool serves all its cities. Then the pooled formula is
 * exact; specialists beside generalists need somewhat more, and the simulator must judge.
 *
 * @param groups the cities of each skill group; a group without any of `cities` does not count
 * @returns false also where a city has nobody
 */
export function areFullPools(groups: readonly (readonly string[])[], cities: readonly string[]): boolean {
  const own = groups
    .map((group) => cities.filter((city) => group.includes(city)))
    .filter((group) => group.length > 0);
  const served = new Set(own.flat());
  if (cities.some((city) => !served.has(city))) return false;
  // In full pools two groups have either the same cities or none in common.
  return own.every((one) =>
    own.every((other) => {
      const common = one.filter((city) => other.includes(city)).length;
      return common === 0 || (common === one.length && common === other.length);
    }),
  );
}
