import type { WayIn } from '../../live/log/way-in.ts';
import type { Metrics } from './metrics.ts';

/** The same way in, with its outcomes counted. */
export function countedWayIn(wayIn: WayIn, metrics: Metrics): WayIn {
  return {
    async accept(events) {
      try {
        const outcomes = await wayIn.accept(events);
        for (const [index, event] of events.entries()) {
          const counter = outcomes[index] === 'stored' ? metrics.eventsStored : metrics.eventsDuplicate;
          counter.inc({ source: event.source });
        }
        return outcomes;
      } catch (error) {
        metrics.batchesRefused.inc();
        throw error;
      }
    },
    heard(source, at) {
      wayIn.heard(source, at);
    },
    troubled(source, trouble, at) {
      wayIn.troubled(source, trouble, at);
    },
  };
}
