import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import {
  isReady,
  previewCalls,
  type CallsOptions,
} from '../../../../server/planning/import/preview-calls.ts';
import { isNoTable } from '../../../../server/planning/import/understand-calls.ts';
import { city } from '../../../support/sample-centre.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leitstand-preview-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const NOW = Date.parse('2026-12-01T12:00:00+01:00');

async function preview(
  content: string | Buffer,
  options: CallsOptions = {},
  cities = [city('koeln')].slice(1),
) {
  const file = join(folder, 'calls');
  await writeFile(file, content);
  return previewCalls(file, options, { zone: 'Europe/Berlin', now: NOW, cities });
}

const rows = async (content: string | Buffer, options: CallsOptions = {}) =>
  (await preview(content, options)).sample.map(({ date, minute, offered }) => [date, minute, offered]);

const EIGHT = [
  ['2026-11-23', 480, 12],
  ['2026-11-23', 510, 15],
];

/** The same two half hours, as programs write them. */
const writings: Readonly<Record<string, string | Buffer>> = {
  'ISO times': 'start,queue,offered\n2026-11-23T08:00,K,12\n2026-11-23T08:30,K,15\n',
  'day and time apart': 'Datum;Uhrzeit;Queue;Anrufe\n23.11.2026;08:00;K;12\n23.11.2026;08:30;K;15\n',
  'a day with midnight beside its time':
    'Datum;Von;Bis;Queue;Anrufe\n23.11.2026 00:00;08:00;08:30;K;12\n23.11.2026 00:00;08:30;09:00;K;15\n',
  'spans of time':
    'Datum;Intervall;Queue;Anrufe\n23.11.2026;08:00 - 08:30;K;12\n23.11.2026;08:30 - 09:00;K;15\n',
  'a column of lengths':
    'Datum;Uhrzeit;Intervall;Queue;Anrufe\n23.11.2026;08:00;0:30:00;K;12\n23.11.2026;08:30;0:30:00;K;15\n',
  'American days and halves': 'Date,Time,Queue,Calls\n11/23/2026,8:00 AM,K,12\n11/23/2026,8:30 AM,K,15\n',
  'a sep line': 'sep=;\nstart;queue;offered\n23.11.2026 08:00;K;12\n23.11.2026 08:30;K;15\n',
  tabulators: 'start\tqueue\toffered\n23.11.2026 08:00\tK\t12\n23.11.2026 08:30\tK\t15\n',
  'titles, an empty line and a sum':
    'Anrufstatistik, Stadt K\nerstellt am 24.11.2026\n\nstart;queue;offered\n23.11.2026 08:00;K;12\n23.11.2026 08:30;K;15\nSumme;;27\n',
  'quotes and Windows line ends':
    '"start";"queue";"offered"\r\n"23.11.2026 08:00";"K";"12"\r\n"23.11.2026 08:30";"K";"15"\r\n',
  'UTF-16': Buffer.from(
    '\ufeffstart\tqueue\toffered\n23.11.2026 08:00\tK\t12\n23.11.2026 08:30\tK\t15\n',
    'utf16le',
  ),
  'two columns of one name':
    'start;queue;offered;Rest;Rest;\n23.11.2026 08:00;K;12;;;\n23.11.2026 08:30;K;15;;;\n',
  'the last second of an interval':
    'Datum;Intervall;Queue;Anrufe\n23.11.2026;08:00:00 - 08:29:59;K;12\n23.11.2026;08:30:00 - 08:59:59;K;15\n',
  'times of four digits': 'Datum;Uhrzeit;Queue;Anrufe\n23.11.2026;0800;K;12\n23.11.2026;0830;K;15\n',
  'names as Cisco and Avaya write them':
    'Interval Start,Skill Name,Calls Presented\n11/23/2026 08:00,K,12\n11/23/2026 08:30,K,15\n',
  'sums of many names, more of them than rows':
    'Datum;Uhrzeit;Queue;Anrufe\n23.11.2026;08:00;K;12\n23.11.2026;08:30;K;15\n23.11.2026;Summe;K;27\n23.11.2026;Gesamt;;27\nTagessumme;;;27\nWochensumme;;;27\nMonatssumme;;;27\nTeilergebnis;;;27\nDaily total;;;27\nΣ;;;27\n',
  'line ends inside cells of the header':
    '"Datum\nund Zeit";"Warte-\nschlange";"Anrufe\nangeboten"\n23.11.2026 08:00;K;12\n23.11.2026 08:30;K;15\n',
  'a sum beside the queues':
    'start;queue;offered\n23.11.2026 08:00;K;12\n23.11.2026 08:00;Gesamt;12\n23.11.2026 08:30;K;15\n23.11.2026 08:30;Gesamt;15\n',
};

/** Part of a message. */
const containing = (words: string): unknown => expect.stringContaining(words);

describe('previewCalls', () => {
  it.each(Object.entries(writings))('reads %s', async (_, content) => {
    const understood = await preview(content);
    expect(understood.issues).toEqual([]);
    expect(understood.questions).toEqual([]);
    expect(understood).toMatchObject({ minutes: 30, rows: 2, offeredInAll: 27 });
    expect(await rows(content)).toEqual(EIGHT);
    expect(new Set(understood.format.header).size).toBe(understood.format.header.length);
  });

  it('reads a workbook with days, times and numbers as cells', async () => {
    const file = join(folder, 'calls.xlsx');
    const day = new Date('2026-11-23T00:00:00Z');
    const line = (hour: number, calls: number) => [
      { type: Date, value: new Date(day.getTime() + hour * 3_600_000), format: 'dd.mm.yyyy hh:mm' },
      { type: String, value: 'Köln' },
      { type: Number, value: calls },
    ];
    const head = ['Beginn', 'Warteschlange', 'Anrufe'].map((value) => ({ type: String, value }));
    await writeExcelFile([head, line(8, 12), line(8.5, 15)]).toFile(file);
    const understood = await previewCalls(file, {}, { zone: 'Europe/Berlin', now: NOW, cities: [] });
    expect(
      understood.sample.map(({ date, minute, queue, offered }) => [date, minute, queue, offered]),
    ).toEqual([
      ['2026-11-23', 480, 'Köln', 12],
      ['2026-11-23', 510, 'Köln', 15],
    ]);
  });

  it('decodes Windows-1252 by the whole file, and refuses what mixes encodings', async () => {
    const text = `start;queue;offered\n${'23.11.2026 08:00;K;12\n'.repeat(1)}23.11.2026 08:30;Köln;15\n`;
    const { sample } = await preview(Buffer.from(text, 'latin1'));
    expect(sample.map(({ queue }) => queue)).toEqual(['K', 'Köln']);
    const mixed = Buffer.concat([Buffer.from(text), Buffer.from('23.11.2026 09:00;Köln;9\n', 'latin1')]);
    await expect(preview(mixed)).rejects.toMatchObject({ code: 'encoding' });
  });

  it('reads 1.234 beside ISO days as a thousand and more, and asks where dates and numbers disagree', async () => {
    const iso = 'start;queue;offered\n2026-11-02;K;1.234\n2026-11-03;K;987\n';
    expect(await preview(iso)).toMatchObject({ offeredInAll: 2221, questions: [] });
    const german = 'start;queue;offered\n02.11.2026;K;"1,234"\n03.11.2026;K;987\n';
    expect((await preview(german)).questions).toMatchObject([{ option: 'decimal', value: '1,234', line: 2 }]);
    expect(await preview(german, { decimal: '.' })).toMatchObject({ offeredInAll: 2221, questions: [] });
  });

  it('refuses fractions of calls by line and value, and takes 12,0 for twelve', async () => {
    const lines = (calls: string) =>
      `start;queue;offered;answered\n23.11.2026 08:00;K;12,0;9,0\n23.11.2026 08:30;K;${calls}\n`;
    expect(await preview(lines('15,0;3'))).toMatchObject({ offeredInAll: 27, issues: [] });
    const allowed = 'a whole number of calls';
    expect((await preview(lines('12,5;3'))).issues).toEqual([
      { line: 3, field: 'offered', value: '12,5', allowed },
    ]);
    expect((await preview(lines('12;3,5'))).issues).toEqual([
      { line: 3, field: 'answered', value: '3,5', allowed },
    ]);
  });

  it('decides the order of dates by the whole column, and asks where none decides', async () => {
    const late = 'start,queue,offered\n03/04/2026,K,1\n13/04/2026,K,2\n';
    expect((await preview(late)).sample.map(({ date }) => date)).toEqual(['2026-04-03', '2026-04-13']);
    const open = 'start,queue,offered\n03/04/2026,K,1\n04/04/2026,K,2\n';
    const asked = await preview(open);
    expect(asked.questions).toMatchObject([{ option: 'dateOrder', value: '03/04/2026' }]);
    expect(isReady(asked)).toBe(false);
    expect((await preview(open, { dateOrder: 'month/day/year' })).sample[0]?.date).toBe('2026-03-04');
  });

  it('takes 24:00 for the next midnight, and asks where it may be the end of an interval', async () => {
    const lines = (times: readonly string[]) =>
      `Datum;Uhrzeit;Queue;Anrufe\n${times.map((time) => `23.11.2026;${time};K;1\n`).join('')}`;
    const evening = await rows(lines(['22:00', '23:00', '24:00']));
    expect(evening.at(-1)).toEqual(['2026-11-24', 0, 1]);
    const whole = lines(Array.from({ length: 24 }, (_, hour) => `${String(hour + 1).padStart(2, '0')}:00`));
    expect((await preview(whole)).questions).toMatchObject([{ option: 'times', value: '24:00' }]);
    expect((await rows(whole, { times: 'end' })).at(0)).toEqual(['2026-11-23', 0, 1]);
  });

  it('reads durations as seconds, and asks what 4:30 means', async () => {
    const stated = (duration: string) =>
      `start;queue;offered;Bearbeitungszeit\n23.11.2026 08:00;K;12;${duration}\n`;
    expect((await preview(stated('0:30:00'))).sample[0]?.figures).toEqual({ handleSeconds: 1800 });
    expect((await preview(stated('4:30'))).questions).toMatchObject([{ option: 'durations' }]);
  });

  it('reads the times beside days of which many are written wrongly, and refuses those days', async () => {
    const understood = await preview(
      'Datum;Uhrzeit;Queue;Anrufe\n23.11.2026;08:00;K;12\n23.11.2026;08:30;K;15\n23 Nov;09:00;K;1\n24 Nov;09:00;K;1\n',
    );
    expect(understood.unread).toEqual([]);
    expect(understood.issues).toMatchObject([
      { line: 4, field: 'start', value: '23 Nov' },
      { line: 5, field: 'start', value: '24 Nov' },
    ]);
  });

  it('refuses intervals of two lengths and starts that fit no length, by their lines', async () => {
    const spans = 'Datum;Von;Queue;Anrufe\n23.11.2026;08:00-08:30;K;12\n23.11.2026;08:30-08:45;K;15\n';
    expect((await preview(spans)).issues).toMatchObject([
      { line: 3, field: 'start', value: '15 min', allowed: containing('line 2') },
    ]);
    const uneven = 'start;queue;offered\n23.11.2026 08:00;K;12\n23.11.2026 08:07;K;15\n';
    expect((await preview(uneven)).issues).toMatchObject([{ line: 3, value: '1 min' }]);
  });

  it('refuses the zero days of spreadsheets', async () => {
    const zero = 'Datum;Uhrzeit;Queue;Anrufe\n23.11.2026;08:00;K;12\n30.12.1899;08:30;K;15\n';
    expect((await preview(zero)).issues).toMatchObject([{ line: 3, field: 'start', value: '30.12.1899' }]);
  });

  it('names the line of a quotation mark that is never closed, and workbooks of the old kind', async () => {
    await expect(
      preview('start;queue;offered\n23.11.2026 08:00;"K;12\n23.11.2026 08:30;K;15\n'),
    ).rejects.toMatchObject({ code: 'quotes', message: containing('line 2') });
    await expect(preview(Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex'))).rejects.toMatchObject({
      code: 'workbook',
      message: containing('XLS'),
    });
  });

  it('counts a repeated row once and refuses one that contradicts another', async () => {
    const one = 'start,queue,offered\n2026-11-23T08:00,K,12\n2026-11-23T08:30,K,15\n';
    const twice = `${one}2026-11-23T08:00,K,12\n`;
    expect(await preview(twice)).toMatchObject({ offeredInAll: 27, leftOut: { doubled: 1 }, issueCount: 0 });
    expect(await preview(`${one}2026-11-23T08:00,K,13\n`)).toMatchObject({
      issues: [
        { line: 4, field: 'start', value: '2026-11-23 08:00', allowed: containing('interval of K once') },
      ],
    });
  });

  it('drops zeros in the hour that does not exist, refuses calls there, and separates the doubled hour', async () => {
    const spring = (calls: number) =>
      `start;queue;offered\n29.03.2026 02:00;K;${calls}\n29.03.2026 03:00;K;5\n`;
    expect(await preview(spring(0))).toMatchObject({ rows: 1, leftOut: { skippedHour: 1 }, issueCount: 0 });
    expect((await preview(spring(2))).issues).toMatchObject([{ line: 2, value: '2026-03-29 02:00' }]);
    const autumn = 'start;queue;offered\n25.10.2026 02:00;K;5\n25.10.2026 02:00;K;7\n25.10.2026 03:00;K;2\n';
    expect(await preview(autumn)).toMatchObject({ rows: 3, offeredInAll: 14, issueCount: 0 });
  });

  it('gives queues their cities, and names those that have none', async () => {
    const cities = [{ ...city('koeln'), name: 'Köln', queues: [{ source: 'a', name: '4711' }] }];
    const file =
      'start,queue,offered\n2026-11-23T08:00,Köln,1\n2026-11-23T08:30,4711,2\n2026-11-23T09:00,K,3\n';
    const open = await preview(file, {}, cities);
    expect(open.queues.map(({ place }) => place.kind)).toEqual(['city', 'city', 'open']);
    expect(isReady(open)).toBe(false);
    expect(isReady(await preview(file, { queues: { K: 'koeln' } }, cities))).toBe(true);
    expect((await preview(file, { queues: { K: null } }, cities)).offeredInAll).toBe(3);
    expect((await preview(file)).queues.map(({ place }) => place.kind)).toEqual(Array(3).fill('unassigned'));
  });

  it('adds up queues of one city', async () => {
    const file = 'start,queue,offered\n2026-11-23T08:00,A,1\n2026-11-23T08:00,B,2\n';
    const cities = [city('koeln')];
    const understood = await preview(file, { queues: { A: 'koeln', B: 'koeln' } }, cities);
    expect(understood).toMatchObject({ rows: 2, offeredInAll: 3, leftOut: { doubled: 0 } });
  });

  it('says that a picture or a document is none, whatever its name, and what is needed', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const pictures: Readonly<Record<string, Buffer>> = {
      'a picture': png,
      'a PDF document': Buffer.from('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n'),
      'a packed archive': Buffer.from('377abcaf271c0004', 'hex'),
      'binary data and no text': Buffer.from(Array.from({ length: 2_000 }, (_, at) => (at * 37) % 128)),
    };
    for (const [what, bytes] of Object.entries(pictures))
      await expect(preview(bytes)).rejects.toMatchObject({ code: 'binary', message: containing(what) });
    await expect(preview(png)).rejects.toMatchObject({ message: containing('CSV or as XLSX') });
  });

  it('knows a letter for no table, whether it has commas or not', async () => {
    const letter = 'Dear Sir or Madam,\nthank you for your letter, which we read.\nYours, K\n';
    expect(isNoTable(await preview(letter))).toBe(true);
    expect(isNoTable(await preview('Guten Tag\nalles wie immer\n'))).toBe(true);
    expect(isNoTable(await preview('Wann;Wieviele\n23.11.2026 08:00;12\n'))).toBe(false);
  });

  it('counts only rows whose calls it takes, and says which it leaves out', async () => {
    const file = 'start,queue,offered\n2026-11-23T08:00,K,12\n2026-11-23T08:30,K,15\n2026-11-23T08:00,X,9\n';
    const understood = await preview(`${file}2026-11-23T08:00,K,12\n`, { queues: { X: null } }, [city('K')]);
    expect(understood).toMatchObject({
      rows: 2,
      offeredInAll: 27,
      leftOut: { doubled: 1, otherQueues: 1 },
    });
  });

  it('refuses calls of times that are still to come by line and value, and drops empty rows of them', async () => {
    const at = (time: string, calls: number) =>
      `start;queue;offered\n01.12.2026 11:30;K;5\n${time};K;${calls}\n`;
    expect((await preview(at('01.12.2026 12:30', 7))).issues).toEqual([
      {
        line: 3,
        field: 'start',
        value: '2026-12-01 12:30',
        allowed: 'a time that has come: these calls lie in the future',
      },
    ]);
    expect((await preview(at('11.12.2062 08:00', 7))).issueCount).toBe(1);
    expect(await preview(at('01.12.2026 12:30', 0))).toMatchObject({
      rows: 1,
      issueCount: 0,
      leftOut: { future: 1 },
    });
    expect(await preview(at('01.12.2026 12:00', 7))).toMatchObject({ rows: 2, issueCount: 0 });
  });

  it.each([
    'Bis',
    'Ende',
    'End',
    'Endzeit',
    'until',
    'interval_end',
    'Interval End',
    'IntervallEnde',
    'Uhrzeit bis',
  ])('reads times of a column “%s” as ends', async (name) => {
    const apart = `Datum;${name};Queue;Anrufe\n23.11.2026;08:30;K;12\n23.11.2026;09:00;K;15\n`;
    expect(await preview(apart)).toMatchObject({ minutes: 30, questions: [], issues: [] });
    expect(await rows(apart)).toEqual(EIGHT);
    const together = `${name};Queue;Anrufe\n23.11.2026 08:30;K;12\n23.11.2026 09:00;K;15\n`;
    expect(await rows(together)).toEqual(EIGHT);
    expect((await rows(together, { columns: { start: name } }))[0]).toEqual(EIGHT[0]);
    expect((await rows(together, { times: 'start' }))[0]).toEqual(['2026-11-23', 510, 12]);
  });

  it('reads the start where start and end are stated, in columns of any order', async () => {
    const both = 'Ende;Anfang;Queue;Anrufe\n23.11.2026 08:30;23.11.2026 08:00;K;12\n';
    expect(await rows(both)).toEqual([['2026-11-23', 480, 12]]);
    const span = 'Datum;Von - Bis;Queue;Anrufe\n23.11.2026;08:00 - 08:30;K;12\n';
    expect(await rows(span)).toEqual([['2026-11-23', 480, 12]]);
  });

  it('goes back by the length that was said, however few times a file has', async () => {
    const one = 'Datum;Bis;Queue;Anrufe\n23.11.2026;08:00;K;12\n';
    expect(await rows(one)).toEqual([['2026-11-23', 420, 12]]);
    expect(await rows(one, { minutes: 15 })).toEqual([['2026-11-23', 465, 12]]);
  });

  it('asks which day an end at 00:00 closes, and whether a day that is an end belongs to it', async () => {
    const night = 'Datum;Bis;Queue;Anrufe\n23.11.2026;23:30;K;12\n23.11.2026;00:00;K;15\n';
    const asked = (await preview(night)).questions;
    expect(asked).toMatchObject([
      {
        option: 'times',
        line: 3,
        value: '23.11.2026 00:00',
        readings: [
          { choice: 'end', means: '2026-11-22 23:30 – 24:00' },
          { choice: 'endSameDay', means: '2026-11-23 23:30 – 24:00' },
        ],
      },
    ]);
    expect((await rows(night, { times: 'endSameDay' })).at(-1)).toEqual(['2026-11-23', 1410, 15]);
    expect((await rows(night, { times: 'end' })).at(-1)).toEqual(['2026-11-22', 1410, 15]);
    const days = 'Ende;Queue;Anrufe\n23.11.2026;K;12\n24.11.2026;K;15\n';
    expect((await preview(days)).questions).toMatchObject([
      { readings: [{ means: '2026-11-23' }, { choice: 'end', means: '2026-11-22' }] },
    ]);
    const moments = 'Ende;Queue;Anrufe\n23.11.2026 23:30;K;12\n24.11.2026 00:00;K;15\n';
    expect((await rows(moments)).at(-1)).toEqual(['2026-11-23', 1410, 15]);
  });

  it('says that a file is empty, or has a header alone', async () => {
    expect((await preview('')).format.headerLine).toBe(0);
    const header = await preview('start,queue,offered\n');
    expect(header.rows).toBe(0);
    expect(isReady(header)).toBe(false);
  });
});
