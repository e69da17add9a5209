import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { generateRosterProblem } from '../../../forecasting/roster/benchmark/generate-problem.ts';
import { plainDate } from '../../../forecasting/time/plain-date.ts';
import { BadInput } from '../../../server/platform/input/bad-input.ts';
import { command } from '../../../server/cli/roster.ts';
import { runCommand } from '../../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-shifts-'));
const file = join(folder, 'week.json');
const problem = generateRosterProblem({
  agents: 12,
  weeks: 1,
  seed: 3,
  firstDay: plainDate('2026-11-30'),
});
writeFileSync(file, JSON.stringify(problem));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const answerSchema = v.object({
  days: v.array(
    v.object({
      date: v.string(),
      group: v.string(),
      cost: v.number(),
      bound: v.number(),
      shifts: v.array(
        v.object({
          pattern: v.string(),
          startMinute: v.number(),
          endMinute: v.number(),
          agents: v.number(),
          breaks: v.array(v.object({ startMinute: v.number(), endMinute: v.number(), agents: v.number() })),
        }),
      ),
    }),
  ),
});

describe('leitstand roster shifts', () => {
  it('names the shifts of every open day and skill group, inside the opening hours, each with its break', async () => {
    const { status, stdout } = await runCommand(command, ['shifts', file, '--json']);
    expect(status).toBe(0);
    const { days } = v.parse(answerSchema, JSON.parse(stdout));
    const open = problem.days.filter((day) => day.open !== undefined);
    expect(days.map(({ date, group }) => `${date} ${group}`)).toEqual(
      open.flatMap(({ date }) => problem.demand.map(({ group }) => `${date} ${group}`)),
    );
    for (const { date, cost, bound, shifts } of days) {
      expect(bound).toBeLessThanOrEqual(cost + 1e-6);
      const hours = open.find((day) => day.date === date)?.open;
      for (const { startMinute, endMinute, agents, breaks } of shifts) {
        expect(startMinute).toBeGreaterThanOrEqual(hours?.startMinute ?? Infinity);
        expect(endMinute).toBeLessThanOrEqual(hours?.endMinute ?? 0);
        const resting = breaks.reduce((sum, each) => sum + each.agents, 0);
        expect(resting).toBe(endMinute - startMinute > 360 ? agents : 0);
      }
    }
  });

  it('prints a table for people, and refuses a file that is no problem', async () => {
    const { stdout } = await runCommand(command, ['shifts', file]);
    expect(stdout).toMatch(/^date +group +pattern +from +to +agents +breaks\n2026-11-30 +koeln/);
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{}');
    await expect(runCommand(command, ['shifts', bad])).rejects.toThrow(BadInput);
  });
});
