/** What a log says of one queue, in the words of the replay's report. */
export interface QueueTruth {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly timedOut: number;
  readonly leftByKey: number;
  readonly lost: number;
  readonly lostTalking: number;
  readonly answeredWithin: { readonly '5': number; readonly '20': number };
  readonly meanWaitAnsweredSeconds: number | null;
  readonly talkSeconds: number;
  readonly waitingAtEnd: number;
  readonly talkingAtEnd: number;
}

/** Sums per queue that a log alone tells, restarts included; counted on its own, for comparison. */
export function truthOfLog(lines: readonly string[]): Readonly<Record<string, QueueTruth>> {
  const queues = new Map<string, Record<string, number>>();
  const waiting = new Map<string, string>();
  const talking = new Map<string, string>();
  const count = (queue: string, name: string, by = 1) => {
    const sums = queues.get(queue) ?? {};
    queues.set(queue, sums);
    sums[name] = (sums[name] ?? 0) + by;
  };
  const ends: Readonly<Record<string, string>> = {
    ABANDON: 'abandoned',
    EXITWITHTIMEOUT: 'timedOut',
    EXITWITHKEY: 'leftByKey',
  };
  for (const line of lines) {
    const [, call = '', queue = '', , verb = '', ...rest] = line.split('|');
    const key = `${call}|${queue}`;
    const end = ends[verb];
    if (verb === 'QUEUESTART') {
      for (const lost of waiting.values()) count(lost, 'lost');
      for (const lost of talking.values()) count(lost, 'lostTalking');
      waiting.clear();
      talking.clear();
    } else if (verb === 'ENTERQUEUE') {
      count(queue, 'offered');
      waiting.set(key, queue);
    } else if (verb === 'CONNECT') {
      const hold = Number(rest[0]);
      count(queue, 'answered');
      count(queue, 'waitSeconds', hold);
      if (hold <= 5) count(queue, 'within5');
      if (hold <= 20) count(queue, 'within20');
      waiting.delete(key);
      talking.set(key, queue);
    } else if (verb === 'COMPLETECALLER') {
      count(queue, 'talkSeconds', Number(rest[1]));
      talking.delete(key);
    } else if (end !== undefined) {
      count(queue, end);
      waiting.delete(key);
    }
  }
  for (const queue of waiting.values()) count(queue, 'waitingAtEnd');
  for (const queue of talking.values()) count(queue, 'talkingAtEnd');
  return Object.fromEntries([...queues].map(([name, sums]) => [name, reported(sums)]));
}

function reported(sums: Readonly<Record<string, number>>): QueueTruth {
  const of = (name: string) => sums[name] ?? 0;
  return {
    offered: of('offered'),
    answered: of('answered'),
    abandoned: of('abandoned'),
    timedOut: of('timedOut'),
    leftByKey: of('leftByKey'),
    lost: of('lost'),
    lostTalking: of('lostTalking'),
    answeredWithin: { '5': of('within5'), '20': of('within20') },
    meanWaitAnsweredSeconds:
      of('answered') === 0 ? null : Math.round((of('waitSeconds') / of('answered')) * 1_000) / 1_000,
    talkSeconds: of('talkSeconds'),
    waitingAtEnd: of('waitingAtEnd'),
    talkingAtEnd: of('talkingAtEnd'),
  };
}
