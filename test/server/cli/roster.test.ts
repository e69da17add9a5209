import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RosterProblem } from '../../../forecasting/roster/model/problem.ts';
import type { Roster } from '../../../forecasting/roster/model/roster.ts';
import { BadInput } from '../../../server/platform/input/bad-input.ts';
import { command } from '../../../server/cli/roster.ts';
import { parseRosterCsv, rosterCsv } from '../../../server/cli/output/roster-csv.ts';
import { runCommand } from '../../support/run-command.ts';
import { smallBenchmarkText } from '../../support/small-benchmark.ts';
import {
  agent,
  contract,
  day,
  eightHours,
  lawfulShifts,
  problemOf,
} from '../../support/small-roster-problem.ts';

const HEAD = 'agent,date,pattern,start,end,group,breaks,activities,pinned\n';
const folder = mkdtempSync(join(tmpdir(), 'leitstand-roster-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function answerOf(stdout: string): { readonly objective: number; readonly hardViolations: number } {
  const answer: unknown = JSON.parse(stdout);
  if (typeof answer !== 'object' || answer === null) throw new TypeError(stdout);
  return {
    objective: 'objective' in answer ? Number(answer.objective) : NaN,
    hardViolations: 'hardViolations' in answer ? Number(answer.hardViolations) : NaN,
  };
}

/** Three people with a meeting on the first Tuesday, one of them with a comma in the name of the badge. */
function withMeeting(changes: Partial<RosterProblem> = {}): RosterProblem {
  const agents = ['A', 'B, "the second"', 'C'].map((id) => agent(id));
  const meeting = { kind: 'meeting' as const, label: 'Team; Ost', startMinute: 600, endMinute: 660 };
  return problemOf(agents, {
    activities: [{ ...meeting, date: day(1), agents: agents.map(({ id }) => id) }],
    ...changes,
  });
}

async function refusal(args: readonly string[]): Promise<string> {
  const outcome = await runCommand(command, args).then(
    ({ stdout }) => new Error(`not refused: ${stdout}`),
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(BadInput);
  return outcome instanceof Error ? outcome.message : '';
}

describe('the roster as CSV', () => {
  const roster: Roster = {
    shifts: [
      {
        ...eightHours('B, "the second"', 1),
        group: 'köln\nost',
        activities: [
          { startMinute: 600, endMinute: 660, kind: 'meeting', label: 'Team; \\Ost, "neu"' },
          { startMinute: 840, endMinute: 900, kind: 'training', label: 'Sprache' },
        ],
        pinned: true,
      },
      ...lawfulShifts('A'),
    ],
  };

  it('is read as it was written: activities, pins, commas, quotes and line breaks', () => {
    expect(parseRosterCsv(rosterCsv(roster), 'roster.csv')).toEqual(roster);
  });

  it('of the command is recounted to the very objective, meetings included', async () => {
    const problem = file('problem.json', withMeeting());
    const out = join(folder, 'solved.csv');
    const solved = await runCommand(command, [problem, '--seconds', '3', '--out', out, '--json']);
    const checked = await runCommand(command, ['check', problem, out, '--json']);
    expect(readFileSync(out, 'utf8')).toContain('10:00-11:00 meeting Team\\; Ost');
    expect(answerOf(checked.stdout)).toEqual(answerOf(solved.stdout));
  });

  it('judges a team’s part: who is not named breaks no contract and is listed, who is named is judged by hours too', async () => {
    const problem = file('three.json', problemOf(['A', 'B', 'C'].map((id) => agent(id))));
    const partOf = (name: string, shifts: Roster['shifts']) => file(name, rosterCsv({ shifts }));
    const part = partOf('part.csv', [...lawfulShifts('A'), eightHours('B', 0), eightHours('B', 1)]);
    const { stdout } = await runCommand(command, ['check', problem, part, '--json']);
    const answer: unknown = JSON.parse(stdout);
    expect(answer).toMatchObject({
      hardViolations: 1,
      violations: [{ rule: 'contractMinutes', agent: 'B' }],
      notPlanned: ['C'],
    });
    const lawful = await runCommand(command, ['check', problem, partOf('a.csv', lawfulShifts('A'))]);
    expect(lawful.stdout).toContain(
      'without any shift in the roster, so that their hours are not judged: B, C',
    );
  });

  it('without the last two columns holds neither activities nor pins', () => {
    const line = `A,${day(1)},V8,08:00,16:30,koeln,12:00-12:30\n`;
    const { shifts } = parseRosterCsv(`agent,date,pattern,start,end,group,breaks\n${line}`, 'old.csv');
    expect(shifts).toEqual([eightHours('A', 1)]);
  });

  const wrong: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    'a start at 25:99': [
      `A,${day(1)},V8,25:99,16:30,koeln,,,`,
      ['line 2, "start"', 'from 00:00 to 24:00, got "25:99"'],
    ],
    'an end before the start': [
      `A,${day(1)},V8,09:00,08:00,koeln,,,`,
      ['line 2, "end"', 'after the start 09:00, got "08:00"'],
    ],
    'a break to 24:30': [`A,${day(1)},V8,08:00,16:30,koeln,12:00-24:30,,`, ['"breaks"', 'got "24:30"']],
    'a day that does not exist': ['A,2026-02-30,V8,08:00,16:30,koeln,,,', ['"date"', 'got "2026-02-30"']],
    'an activity without a kind': [
      `A,${day(1)},V8,08:00,16:30,koeln,,10:00-11:00 Team,`,
      ['"activities"', 'meeting or training', 'got "10:00-11:00 Team"'],
    ],
    'a pin that says no': [`A,${day(1)},V8,08:00,16:30,koeln,,,no`, ['"pinned"', 'got "no"']],
    'a cell too few': [`A,${day(1)},V8,08:00,16:30`, ['line 2', 'has 5 cells']],
    'a quote that never ends': [`"A,${day(1)},V8,08:00,16:30,koeln,,,`, ['is no CSV']],
  };
  for (const [name, [line, messages]] of Object.entries(wrong))
    it(`with ${name} is refused with the place and what is allowed`, async () => {
      const problem = file('problem.json', withMeeting());
      const said = await refusal(['check', problem, file('wrong.csv', `${HEAD}${line}\n`)]);
      for (const message of ['wrong.csv', ...messages]) expect(said).toContain(message);
    });

  it('of a benchmark instance keeps its three columns', async () => {
    const out = join(folder, 'benchmark.csv');
    await runCommand(command, [file('small.txt', smallBenchmarkText), '--seconds', '1', '--out', out]);
    expect(readFileSync(out, 'utf8')).toMatch(/^staff,day,shift\n[A-D],\d+,[EL]\n/);
  });
});

describe('before it searches, the command refuses', () => {
  it('a time zone that does not exist', async () => {
    const said = await refusal([file('mars.json', withMeeting({ zone: 'Mars/Phobos' })), '--seconds', '600']);
    expect(said).toContain(
      'mars.json, "zone": must be an IANA zone such as Europe/Berlin, got "Mars/Phobos"',
    );
  });

  it('a place for the roster in a folder that does not exist, or that is a folder itself', async () => {
    const problem = file('problem.json', withMeeting());
    const missing = join(folder, 'missing', 'x.csv');
    const said = await refusal([problem, '--seconds', '600', '--out', missing]);
    expect(said).toContain('"--out": must lie in a folder that exists');
    expect(existsSync(missing)).toBe(false);
    expect(await refusal([problem, '--seconds', '600', '--out', folder])).toContain('not a folder');
  });
});

describe('a person who cannot be planned lawfully', () => {
  it('is named by the command with the weeks whose hours are too many', async () => {
    const pins = lawfulShifts('A')
      .slice(0, 5)
      .map(({ date, pattern, startMinute, group }) => ({
        kind: 'shift' as const,
        agent: 'A',
        date,
        pattern,
        startMinute,
        group,
      }));
    const halfTime = { ...contract, weeklyMinutes: 840, balanceMinutes: 60, minRunDays: 1, minRestDays: 1 };
    const problem = problemOf([agent('A')], { pins, contracts: [halfTime] });
    const { stderr, status } = await runCommand(command, [file('blocked.json', problem), '--seconds', '2']);
    expect(status).toBe(1);
    expect(stderr).toContain('without: contract hours (weeks from 30 Nov) (not publishable)');
  });
});
