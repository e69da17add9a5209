import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/**
 * Tests that take long by their nature: processes that are started and killed, full disks, years of calls. `npm test` runs
 * them; the quick gate (`npm run check`) leaves them out.
 */
const LONG = [
  'test/forecasting/forecast/models/models.test.ts',
  'test/forecasting/forecast/special-days.test.ts',
  'test/forecasting/history/generate-history.test.ts',
  'test/server/operations/backup/backup.test.ts',
  'test/server/cli/demo.test.ts',
  'test/server/cli/doctor.test.ts',
  'test/server/cli/replay-restarts.test.ts',
  'test/server/cli/retention.test.ts',
  'test/server/cli/serve-on-postgres.test.ts',
  'test/server/cli/serve.test.ts',
  'test/server/planning/forecast/forecast-job.test.ts',
  'test/server/live/centre/kill.test.ts',
  'test/server/planning/kill.test.ts',
  'test/server/live/push/agents-socket.test.ts',
  'test/server/operations/retention/retention.test.ts',
  'test/server/platform/store/full-disk.test.ts',
  'test/server/telephony/recording/restarts.test.ts',
];

/** A limit against hanging, not a measure of speed: a busy machine must not turn a right answer red. */
const PATIENCE = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  plugins: [svelte()],
  test: {
    // The one who waits is the limit, not the memory: both cores of a small machine are used.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', './test/support/last-line-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: LONG,
          environment: 'node',
          // Files share what they import: loading it anew for each costs more than the tests themselves.
          isolate: false,
          ...PATIENCE,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: LONG,
          environment: 'node',
          globalSetup: './test/support/prepare-build.ts',
          ...PATIENCE,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.spec.ts'],
          environment: 'node',
          testTimeout: 240_000,
          hookTimeout: 240_000,
          // Browsers share nothing with anybody: their files run alone, after all others.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
