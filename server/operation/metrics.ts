import { Router } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** What the server knows of itself while it runs. */
export interface Readings {
  readonly displays: () => number;
  /** Seconds since the last sign of life, by source; `null`: never heard. */
  readonly feedAgeSeconds: () => readonly { readonly source: string; readonly seconds: number | null }[];
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
    help: 'Seconds since the last sign of life of a telephone source; absent when never heard',
    labelNames: ['source'],
    registers,
    collect() {
      this.reset();
      for (const { source, seconds } of readings.feedAgeSeconds())
        if (seconds !== null) this.set({ source }, seconds);
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
      help: 'Call events that were told again',
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
