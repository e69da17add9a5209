import { Router } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** What the server knows of itself while it runs. */
export interface Readings {
  readonly displays: () => number;
  /** Seconds since a source was live, by source; since the start where it never was. */
  readonly feedAgeSeconds: () => readonly { readonly source: string; readonly seconds: number }[];
  /** Why sources are not live; those that are have no entry. */
  readonly feedTroubles: () => readonly {
    readonly source: string;
    readonly reason: string;
    readonly missing: readonly string[];
  }[];
  /** Days about which something was received late and whose sums are still to be counted anew. */
  readonly daysToRecount: () => number;
}

/** Counters that the way in feeds; no label ever carries a caller or an agent. */
export interface Metrics {
  readonly eventsStored: Counter<'source'>;
  readonly eventsDuplicate: Counter<'source'>;
  readonly batchesRefused: Counter;
  readonly router: Router;
}

/** `GET /metrics` for Prometheus, behind its own token by the access table. */
export function createMetrics(readings: Readings): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: 'leitstand_displays',
    help: 'Walls that show something now',
    registers,
    collect() {
      this.set(readings.displays());
    },
  });
  new Gauge({
    name: 'leitstand_feed_age_seconds',
    help: 'Seconds since a telephone source was live; since the start of the server where it never was',
    labelNames: ['source'],
    registers,
    collect() {
      this.reset();
      for (const { source, seconds } of readings.feedAgeSeconds()) this.set({ source }, seconds);
    },
  });
  new Gauge({
    name: 'leitstand_feed_trouble',
    help: '1 while a telephone source is not live for this reason; absent while it is',
    labelNames: ['source', 'reason'],
    registers,
    collect() {
      this.reset();
      for (const { source, reason } of readings.feedTroubles()) this.set({ source, reason }, 1);
    },
  });
  new Gauge({
    name: 'leitstand_feed_missing_events',
    help: '1 for each kind of event that a telephone source must have sent and that never came',
    labelNames: ['source', 'event'],
    registers,
    collect() {
      this.reset();
      for (const { source, missing } of readings.feedTroubles())
        for (const event of missing) this.set({ source, event }, 1);
    },
  });
  new Gauge({
    name: 'leitstand_days_to_recount',
    help: 'Days whose sums are still to be counted anew from the log, as something was received late',
    registers,
    collect() {
      this.set(readings.daysToRecount());
    },
  });
  const router = Router();
  router.get('/metrics', async (_request, response) => {
    response.set('Content-Type', registry.contentType).send(await registry.metrics());
  });
  return {
    eventsStored: new Counter({
      name: 'leitstand_events_stored_total',
      help: 'Call events that became durable',
      labelNames: ['source'],
      registers,
    }),
    eventsDuplicate: new Counter({
      name: 'leitstand_events_duplicate_total',
      help: 'Call events that were received again',
      labelNames: ['source'],
      registers,
    }),
    batchesRefused: new Counter({
      name: 'leitstand_batches_refused_total',
      help: 'Batches that the store could not write',
      registers,
    }),
    router,
  };
}
