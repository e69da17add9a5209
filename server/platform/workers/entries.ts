/**
 * Files that start on their own: the command and every worker thread.
 * Each becomes one bundle `dist/server/<name>.js`; `server/platform/workers/spawn-worker.ts` finds them by name.
 */
export const serverEntries = {
  main: 'server/main.ts',
  'agents-file-worker': 'server/organisation/people/agents-file-worker.ts',
  'demo-history': 'server/app/demo/demo-history-worker.ts',
  'forecast-worker': 'server/planning/forecast/forecast-worker.ts',
  'import-worker': 'server/planning/import/import-worker.ts',
  'roster-problem': 'server/planning/optimise/roster-problem-worker.ts',
  'roster-worker': 'server/planning/optimise/roster-worker.ts',
  'scan-worker': 'server/platform/store/scan-worker.ts',
  'plan-repair': 'server/planning/drafts/repair-worker.ts',
  'plan-simulator': 'server/planning/publication/simulate-worker.ts',
  'staffing-worker': 'server/planning/requirement/staffing-worker.ts',
} as const;

export type ServerEntry = keyof typeof serverEntries;
