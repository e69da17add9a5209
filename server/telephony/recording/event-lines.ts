import { BadInput } from '../../platform/input/bad-input.ts';
import type { CallEvent } from '../../live/events/call-event.ts';
import { parseCallEvent, type ParseOptions } from '../../live/events/parse-call-event.ts';
import { linesOf } from './lines.ts';

/**
 * Call events as JSON lines, one event a line.
 *
 * @throws BadInput naming line and field of the first event that is none
 */
export function readEventLines(bytes: Buffer, file: string, options: ParseOptions): readonly CallEvent[] {
  const events: CallEvent[] = [];
  let line = 0;
  for (const text of linesOf(bytes)) {
    line += 1;
    const parsed = parseCallEvent(jsonOf(text.toString('utf8'), file, line), options);
    if (parsed.ok) events.push(parsed.event);
    else {
      const [issue] = parsed.issues;
      throw new BadInput(issue?.problem ?? 'is no call event', {
        file,
        line,
        field: issue?.field || 'event',
      });
    }
  }
  return events;
}

function jsonOf(text: string, file: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInput('is no JSON', { file, line });
  }
}
