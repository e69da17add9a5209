/**
 * Files that start on their own: the command and every worker thread.
 * Each becomes one bundle `dist/server/<name>.js`; `server/jobs/spawn-worker.ts` finds them by name.
 */
export const serverEntries = {
  main: 'server/main.ts',
  'agents-file-worker': 'server/people/agents-file-worker.ts',
  'demo-history': 'server/demo/demo-history-worker.ts',
  'forecast-worker': 'server/forecast/forecast-worker.ts',
  'import-worker': 'server/history/import-worker.ts',
  'roster-problem': 'server/jobs/roster-problem-worker.ts',
  'roster-worker': 'server/jobs/roster-worker.ts',
  'scan-worker': 'server/store/scan-worker.ts',
  'plan-repair': 'server/plan/drafts/repair-worker.ts',
  'plan-simulator': 'server/plan/publication/simulate-worker.ts',
  'staffing-worker': 'server/plan/requirement/staffing-worker.ts',
} as const;

export type ServerEntry = keyof typeof serverEntries;
