import { seededRandom } from '../../forecasting/maths/seeded.ts';
import type { CallEvent } from '../../server/live/events/call-event.ts';
import { agentOf, sourceRestarted, visitOf } from './call-events.ts';

const DAY_MS = 86_400_000;
const QUEUES = ['koeln', 'bonn', 'leverkusen'] as const;

/** Four days with everything that makes counting hard: late, doubled and missing events, a restart, repeat callers. */
export function hardDays(start: number, calls: number, seed: number): readonly CallEvent[] {
  const random = seededRandom(seed);
  const pick = <T>(of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
  const events = Array.from({ length: calls }, (_, index): CallEvent[] => {
    const at = start + Math.floor(random() * 4 * DAY_MS);
    const visit = visitOf(`c${seed}-${index}`, pick(QUEUES));
    const agent = `Agent ${Math.floor(random() * 9)}`;
    const wait = Math.floor(random() * 60_000);
    const talk = Math.floor(random() * 300_000);
    const all = [
      visit.entered(at, `caller-${Math.floor(random() * 80)}`),
      ...(random() < 0.2
        ? [visit.abandoned(at + wait)]
        : [
            visit.answered(at + wait, agent),
            visit.completed(at + wait + talk, { agent, endedBy: random() < 0.2 ? 'transfer' : 'caller' }),
            agentOf(agent).wrapUpEnded(at + wait + talk + Math.floor(random() * 60_000)),
            visit.classified(at + wait + talk + 5_000, random() < 0.8),
            visit.asked(at + wait + talk + 9_000),
            visit.marked(at + wait + talk + 60_000, 2),
          ]),
    ];
    return all.filter(() => random() < 0.9);
  }).flat();
  return [...events, sourceRestarted(start + DAY_MS / 3)].sort(
    (a, b) => a.at + (a.key.endsWith('3') ? 600_000 : 0) - (b.at + (b.key.endsWith('3') ? 600_000 : 0)),
  );
}
