/** One line of Asterisk's `queue_log`: `epoch|uniqueid|queue|agent|VERB|p1|p2|…`. */
export interface QueueLogLine {
  /** Whole seconds since 1970, by the PBX's clock. */
  readonly epochSeconds: number;
  readonly uniqueId: string;
  readonly queue: string;
  readonly agent: string;
  readonly verb: string;
  readonly parameters: readonly string[];
}

const VERB = /^[A-Z][A-Z0-9_]*$/;

/** @returns `undefined` for anything that is no line of a `queue_log`, half a line at the end of a file included */
export function parseQueueLogLine(text: string): QueueLogLine | undefined {
  const [epoch, uniqueId, queue, agent, verb, ...parameters] = text.split('|');
  const epochSeconds = Number(epoch);
  if (!Number.isSafeInteger(epochSeconds) || epochSeconds <= 0) return undefined;
  if (uniqueId === undefined || queue === undefined || agent === undefined || verb === undefined)
    return undefined;
  if (uniqueId === '' || queue === '' || agent === '' || !VERB.test(verb)) return undefined;
  return { epochSeconds, uniqueId, queue, agent, verb, parameters };
}
