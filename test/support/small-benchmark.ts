import type { BenchmarkProblem } from '../../forecasting/roster/benchmark/benchmark-problem.ts';
import { parseBenchmark } from '../../forecasting/roster/benchmark/parse-benchmark.ts';

/** Two weeks, four people, two shift types: small enough to think through, with every rule in it. */
export const smallBenchmarkText = `SECTION_HORIZON
# days
14

SECTION_SHIFTS
E,480,
L,480,E

SECTION_STAFF
A,E=14|L=14,4320,3360,5,2,2,1
B,E=14|L=3,4320,3360,5,2,2,1
C,E=14|L=14,3360,2400,4,2,2,1
D,E=0|L=14,3360,2400,5,1,1,2

SECTION_DAYS_OFF
A,0
C,8

SECTION_SHIFT_ON_REQUESTS
A,2,E,2
B,4,E,3

SECTION_SHIFT_OFF_REQUESTS
D,12,L,1

SECTION_COVER
${Array.from({ length: 14 }, (_, day) => `${day},E,1,100,1\n${day},L,1,100,1`).join('\n')}
`;

export function smallBenchmark(): BenchmarkProblem {
  const parsed = parseBenchmark(smallBenchmarkText);
  if (!parsed.ok) throw new Error(parsed.issues.map(({ problem }) => problem).join('; '));
  return parsed.value;
}
