import type { Roster, RosterShift } from '../../forecasting/roster/roster.ts';
import { clockTime } from '../../forecasting/roster/words.ts';
import type { MinuteSpan } from '../../forecasting/shifts/shift-pattern.ts';
import { isPlainDate } from '../../forecasting/time/plain-date.ts';
import { BadInput } from './bad-input.ts';

const head = 'agent,date,pattern,start,end,group,breaks';

/** One line per shift; breaks as `12:00-12:30`, several joined by a space. */
export function rosterCsv(roster: Roster): string {
  const lines = roster.shifts.map(({ agent, date, pattern, startMinute, endMinute, group, breaks }) =>
    [
      agent,
      date,
      pattern,
      clockTime(startMinute),
      clockTime(endMinute),
      group,
      breaks.map(spanText).join(' '),
    ].join(','),
  );
  return `${[head, ...lines].join('\n')}\n`;
}

/** @throws BadInput naming the line that is not a shift */
export function parseRosterCsv(text: string, file: string): Roster {
  const shifts: RosterShift[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line === head) continue;
    const place = { file, line: index + 1 };
    const [agent = '', date = '', pattern = '', start = '', end = '', group = '', breaks = ''] =
      line.split(',');
    if (!isPlainDate(date)) throw new BadInput(`date must be YYYY-MM-DD, got "${date}"`, place);
    shifts.push({
      agent,
      date,
      pattern,
      startMinute: minuteOf(start, place),
      endMinute: minuteOf(end, place),
      group,
      breaks: breaks
        .split(' ')
        .filter(Boolean)
        .map((span): MinuteSpan => {
          const [from = '', until = ''] = span.split('-');
          return { startMinute: minuteOf(from, place), endMinute: minuteOf(until, place) };
        }),
    });
  }
  return { shifts };
}

function spanText({ startMinute, endMinute }: MinuteSpan): string {
  return `${clockTime(startMinute)}-${clockTime(endMinute)}`;
}

function minuteOf(text: string, place: { readonly file: string; readonly line: number }): number {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (match === null) throw new BadInput(`a time is written HH:MM, got "${text}"`, place);
  return Number(match[1]) * 60 + Number(match[2]);
}
