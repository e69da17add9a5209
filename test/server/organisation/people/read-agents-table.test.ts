import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readAgentsFile } from '../../../../server/organisation/people/read-agents-file.ts';
import { MOST_PEOPLE } from '../../../../server/organisation/people/read-agents-table.ts';

const HEADER = 'id;name;team;city;telephone;weekly_hours;days_per_week;earliest;latest;skills';
const GOOD = 'K-001;Kim;Team 1;koeln;Agent/1;39;5;07:00;18:00;koeln bonn@2026-01-01..2026-12-31';
const CITIES = ['koeln', 'bonn'];
const readText = (text: string) => readAgentsFile(Buffer.from(text), CITIES);
const read = (...lines: readonly string[]) => readText([HEADER, ...lines].join('\n'));

/** The good line with one cell replaced. */
function withCell(index: number, value: string): string {
  return GOOD.split(';')
    .map((cell, at) => (at === index ? value : cell))
    .join(';');
}

describe('a file of people', () => {
  it('of more people than a centre has is refused as a whole, with one word about it', async () => {
    const rows = Array.from({ length: MOST_PEOPLE + 1 }, (_, at) => `X${at};X;T;koeln;;39;5;;;koeln`);
    expect(await read(...rows)).toMatchObject({
      agents: [],
      issues: [{ field: 'file', value: `${MOST_PEOPLE + 1} rows`, line: MOST_PEOPLE + 2 }],
    });
  });

  it('is read with skills and their validity', async () => {
    expect((await read(GOOD)).agents[0]).toEqual({
      id: 'K-001',
      name: 'Kim',
      team: 'Team 1',
      city: 'koeln',
      telephoneName: 'Agent/1',
      contract: { weeklyMinutes: 2340, daysPerWeek: 5, earliestStartMinute: 420, latestEndMinute: 1080 },
      employment: { from: null, until: null },
      skills: [
        { city: 'koeln', from: null, until: null },
        { city: 'bonn', from: '2026-01-01', until: '2026-12-31' },
      ],
    });
  });

  it('may tell the first and last day of employment; either may be empty', async () => {
    const file = (days: string) => readText(`${HEADER};first_day;last_day\n${GOOD};${days}`);
    expect((await file('2026-12-01;')).agents[0]?.employment).toEqual({ from: '2026-12-01', until: null });
    expect((await file('2026-12-01;2026-11-30')).issues).toMatchObject([{ line: 2, field: 'last_day' }]);
    expect((await file('1.12.2026;')).issues[0]).toMatchObject({
      line: 2,
      field: 'first_day',
      value: '1.12.2026',
      allowed: 'a day of the calendar as YYYY-MM-DD',
    });
    expect([(await file(';')).saysEmployment, (await read(GOOD)).saysEmployment]).toEqual([true, false]);
  });

  it('may use commas, a byte order mark, Windows line ends and a decimal comma', async () => {
    const semicolons = await readText(`\ufeff${HEADER}\r\n${withCell(5, '19,5')}\r\n`);
    const commas = await readText(`${HEADER}\n${withCell(5, '19.5')}`.replaceAll(';', ','));
    expect(semicolons.issues).toEqual([]);
    expect(commas.agents).toEqual(semicolons.agents);
    expect(commas.agents[0]?.contract.weeklyMinutes).toBe(1170);
  });

  const wrongCells: Readonly<Record<string, readonly [number, string, string]>> = {
    'an id with blanks': [0, 'K 001', 'id'],
    'no id': [0, '', 'id'],
    'no team': [2, '', 'team'],
    'an unknown city': [3, 'aachen', 'city'],
    'hours that are no number': [5, 'many', 'weekly_hours'],
    'no hours': [5, '', 'weekly_hours'],
    'more hours than the law allows': [5, '49', 'weekly_hours'],
    'seven days': [6, '7', 'days_per_week'],
    'half a day': [6, '4,5', 'days_per_week'],
    'a time that does not exist': [7, '25:00', 'earliest'],
    'an end before the start': [8, '06:30', 'latest'],
    'no skill': [9, '', 'skills'],
    'a skill in an unknown city': [9, 'koeln aachen', 'skills'],
    'a skill from a day that does not exist': [9, 'koeln@2026-02-30..', 'skills'],
    'a skill that ends before it begins': [9, 'koeln@2026-12-31..2026-01-01', 'skills'],
  };
  for (const [what, [index, value, column]] of Object.entries(wrongCells))
    it(`is refused for ${what}, with line, column and value`, async () => {
      const { agents, issues } = await read(GOOD.replaceAll('K-001', 'K-000'), withCell(index, value));
      expect(agents).toHaveLength(1);
      expect(issues[0]).toMatchObject({ line: 3, field: column, value });
      expect(issues[0]?.allowed).not.toBe('');
    });

  it('is refused for a person or a telephone name that stands there twice', async () => {
    expect((await read(GOOD, GOOD)).issues[0]).toMatchObject({ line: 3, field: 'id', value: 'K-001' });
    expect((await read(GOOD, withCell(0, 'K-002'))).issues[0]).toMatchObject({
      line: 3,
      field: 'telephone',
      value: 'Agent/1',
    });
  });

  const wrongFiles: Readonly<Record<string, readonly [string, number]>> = {
    'an empty file': ['', 1],
    'a header alone': [HEADER, 1],
    'a missing column': [HEADER.replace('team;', ''), 1],
    'a line with too many cells': [`${HEADER}\n${GOOD};more`, 2],
    'a quote that is never closed': [`${HEADER}\n"K-001;x`, 2],
    'something that is no table': ['\u0000\u0001 PNG', 1],
  };
  for (const [what, [text, line]] of Object.entries(wrongFiles))
    it(`is refused when it is ${what}`, async () => {
      const body = what === 'a missing column' ? `${text}\n${GOOD.replace('Team 1;', '')}` : text;
      const { agents, issues } = await readText(body);
      expect([agents.length, issues.length > 0, issues[0]?.line]).toEqual([0, true, line]);
    });

  it('is read in the encoding of the program that saved it', async () => {
    const file = await readFile(new URL('../../../fixtures/people-cp1252.csv', import.meta.url));
    const { agents, issues } = await readAgentsFile(file, CITIES);
    expect(issues).toEqual([]);
    expect(agents.map(({ name, team }) => [name, team])).toEqual([
      ['Jörg Müller', 'Team Süd'],
      ['Änne Öz', 'Team 2'],
    ]);
    const utf16 = Buffer.from(`\ufeff${HEADER}\n${GOOD.replace('Kim', 'Jörg')}`, 'utf16le');
    expect((await readAgentsFile(utf16, CITIES)).agents[0]?.name).toBe('Jörg');
    const mixed = Buffer.concat([
      Buffer.from(`${HEADER}\n${GOOD.replace('Kim', 'Jörg')}`),
      Buffer.from([0xe4]),
    ]);
    expect((await readAgentsFile(mixed, CITIES)).issues).toMatchObject([{ line: 1, field: 'file' }]);
  });

  it('may have titles before its header, tabs between its cells and a line that names the separator', async () => {
    const { agents } = await read(GOOD);
    const table = `${HEADER}\n${GOOD}`;
    for (const text of [
      `Personal der Leitstelle\nStand: 30.11.2026;;\n\n${table}`,
      table.replaceAll(';', '\t'),
      `sep=;\n${table}`,
    ])
      expect((await readText(text)).agents, text.slice(0, 20)).toEqual(agents);
  });

  it('is refused by line where a text cannot be stored', async () => {
    const { agents, issues } = await read(withCell(1, 'K\0m'), withCell(4, 'Agent/\0'));
    expect(agents).toEqual([]);
    expect(issues.map(({ line, field }) => [line, field])).toEqual([
      [2, 'name'],
      [3, 'telephone'],
    ]);
  });
});
