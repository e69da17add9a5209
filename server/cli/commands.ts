import type { Command } from './command.ts';

/** Every sub-command, loaded only when it is called: a quick command must not pay for a slow one's packages. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./demo.ts')).command,
  serve: async () => (await import('./serve.ts')).command,
  doctor: async () => (await import('./doctor.ts')).command,
  backup: async () => (await import('./backup.ts')).command,
  retention: async () => (await import('./retention.ts')).command,
  restore: async () => (await import('./restore.ts')).command,
  display: async () => (await import('./display.ts')).command,
  user: async () => (await import('./user.ts')).command,
  roster: async () => (await import('./roster.ts')).command,
  backtest: async () => (await import('./backtest.ts')).command,
  forecast: async () => (await import('./forecast.ts')).command,
  import: async () => (await import('./import.ts')).command,
  'new-city': async () => (await import('./new-city.ts')).command,
  pool: async () => (await import('./pool.ts')).command,
  simulate: async () => (await import('./simulate.ts')).command,
  staffing: async () => (await import('./staffing.ts')).command,
  replay: async () => (await import('./replay.ts')).command,
  selfcheck: async () => (await import('./selfcheck.ts')).command,
};
