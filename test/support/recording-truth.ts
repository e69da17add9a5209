import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const queueTruth = v.object({
  offered: v.number(),
  answered: v.number(),
  abandoned: v.number(),
  exit_timeout: v.number(),
  exit_key: v.number(),
  lost_in_restart_waiting: v.number(),
  lost_in_restart_talking: v.number(),
  answered_within_5s: v.number(),
  answered_within_20s: v.number(),
  mean_wait_answered: v.number(),
  max_wait_any: v.number(),
  talk_total: v.number(),
  waiting_at_end: v.number(),
  talking_at_end: v.number(),
});

const truthSchema = v.object({
  queues: v.record(v.string(), queueTruth),
  final_state_from_queue_status: v.record(
    v.string(),
    v.object({ members: v.array(v.object({ name: v.string(), paused: v.number() })) }),
  ),
});

const queueReport = v.object({
  offered: v.number(),
  answered: v.number(),
  abandoned: v.number(),
  timedOut: v.number(),
  leftByKey: v.number(),
  lost: v.number(),
  lostTalking: v.number(),
  answeredWithin: v.object({ '5': v.number(), '20': v.number() }),
  meanWaitAnsweredSeconds: v.nullable(v.number()),
  longestWaitSeconds: v.nullable(v.number()),
  talkSeconds: v.number(),
  waitingAtEnd: v.number(),
  talkingAtEnd: v.number(),
});

/** The documented shape of `leitstand replay --json`; anything else fails the parse. */
export const reportSchema = v.strictObject({
  queues: v.record(v.string(), queueReport),
  members: v.record(
    v.string(),
    v.strictObject({ signedIn: v.array(v.string()), paused: v.array(v.string()) }),
  ),
  refused: v.number(),
  repairs: v.record(v.string(), v.number()),
  events: v.number(),
  seconds: v.number(),
});

type QueueReport = v.InferOutput<typeof queueReport>;
type Members = v.InferOutput<typeof reportSchema>['members'];

/** What the log of a recording's PBX says, in the words of the report. */
export function truthOf(folder: string): {
  readonly queues: Readonly<Record<string, QueueReport>>;
  readonly members: Members;
} {
  const truth = v.parse(truthSchema, JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')));
  const queues = Object.entries(truth.queues).map(([name, of]): [string, QueueReport] => [
    name,
    {
      offered: of.offered,
      answered: of.answered,
      abandoned: of.abandoned,
      timedOut: of.exit_timeout,
      leftByKey: of.exit_key,
      lost: of.lost_in_restart_waiting,
      lostTalking: of.lost_in_restart_talking,
      answeredWithin: { '5': of.answered_within_5s, '20': of.answered_within_20s },
      meanWaitAnsweredSeconds: of.mean_wait_answered,
      longestWaitSeconds: of.max_wait_any,
      talkSeconds: of.talk_total,
      waitingAtEnd: of.waiting_at_end,
      talkingAtEnd: of.talking_at_end,
    },
  ]);
  const members: Members = {};
  for (const [queue, listed] of Object.entries(truth.final_state_from_queue_status))
    for (const { name, paused } of listed.members) {
      const agent = (members[name] ??= { signedIn: [], paused: [] });
      agent.signedIn.push(queue);
      if (paused === 1) agent.paused.push(queue);
    }
  return { queues: Object.fromEntries(queues), members: sortedMembers(members) };
}

export function sortedMembers(members: Members): Members {
  return Object.fromEntries(
    Object.entries(members)
      .map(
        ([name, { signedIn, paused }]) =>
          [name, { signedIn: signedIn.toSorted(), paused: paused.toSorted() }] as const,
      )
      .toSorted(([a], [b]) => a.localeCompare(b)),
  );
}
