import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const TICK_MILLISECONDS = 10;

/** Milliseconds of processor that the page's own thread has taken; unlike the clock it does not count other programs. */
export async function threadClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
}

/** The same for a whole process with all its threads; not a number where the system does not tell. */
export function processMilliseconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, user, system] = /^(?:\S+ ){11}(\d+) (\d+)/.exec(stat.slice(stat.lastIndexOf(')') + 2)) ?? [];
    return (Number(user) + Number(system)) * TICK_MILLISECONDS;
  } catch {
    return Number.NaN;
  }
}
