import { createServer } from 'node:http';
import express from 'express';
import { expect, it } from 'vitest';
import { createMetrics } from '../../../../server/operations/metrics/metrics.ts';

it('tells how many days wait to be counted anew, at the moment of the question', async () => {
  let days = 3;
  const { router } = createMetrics({
    displays: () => 0,
    feedAgeSeconds: () => [],
    feedTroubles: () => [],
    daysToRecount: () => days,
  });
  const server = createServer(express().use(router)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const text = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(await text()).toMatch(/^leitstand_days_to_recount 3$/m);
  days = 0;
  expect(await text()).toMatch(/^leitstand_days_to_recount 0$/m);
  server.closeAllConnections();
  server.close();
});
