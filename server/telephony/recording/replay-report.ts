import { answeredWithin } from '../../live/state/interval-totals.ts';
import type { QueueState } from '../../live/state/queue-state.ts';
import { queueFigures, repairsSoFar, signedInAgents } from '../../live/state/state-figures.ts';

/** Sums of one queue over a whole recording. */
interface ReplayedQueue {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly timedOut: number;
  readonly leftByKey: number;
  readonly lost: number;
  readonly lostTalking: number;
  readonly answeredWithin: { readonly '5': number; readonly '20': number };
  /** `null`: no call was answered. */
  readonly meanWaitAnsweredSeconds: number | null;
  /** `null`: the recording carries no times. */
  readonly longestWaitSeconds: number | null;
  readonly talkSeconds: number;
  readonly waitingAtEnd: number;
  readonly talkingAtEnd: number;
}

/** What `leitstand replay --json` prints. */
export interface ReplayReport {
  readonly queues: Readonly<Record<string, ReplayedQueue>>;
  /** Agents who are signed in at the end, and where they are paused. */
  readonly members: Readonly<
    Record<string, { readonly signedIn: readonly string[]; readonly paused: readonly string[] }>
  >;
  /** Callers turned away at the door. */
  readonly refused: number;
  readonly repairs: Readonly<Record<string, number>>;
  readonly events: number;
  readonly seconds: number;
}

export interface ReplayRun {
  readonly timed: boolean;
  readonly repairs: Readonly<Record<string, number>>;
  readonly events: number;
  readonly seconds: number;
}

export function replayReport(state: QueueState, run: ReplayRun): ReplayReport {
  const { timed, repairs, events, seconds } = run;
  return {
    queues: Object.fromEntries(
      queueFigures(state).map((figures) => [figures.queue, queueReport(figures, timed)]),
    ),
    members: Object.fromEntries(
      signedInAgents(state).map(({ agent, signedIn, paused }) => [agent, { signedIn, paused }]),
    ),
    refused: state.refused,
    repairs: { ...repairs, ...repairsSoFar(state) },
    events,
    seconds,
  };
}

function queueReport(figures: ReturnType<typeof queueFigures>[number], timed: boolean): ReplayedQueue {
  const { totals } = figures;
  return {
    offered: totals.offered,
    answered: totals.answered,
    abandoned: totals.abandoned,
    timedOut: totals.timedOut,
    leftByKey: totals.leftByKey,
    lost: totals.lost,
    lostTalking: totals.lostTalking,
    answeredWithin: { '5': answeredWithin(totals, 5), '20': answeredWithin(totals, 20) },
    meanWaitAnsweredSeconds:
      totals.answered === 0 ? null : round(totals.answeredWaitMs / totals.answered / 1_000),
    longestWaitSeconds: timed ? round(totals.longestWaitMs / 1_000) : null,
    // The PBX's talk time includes hold.
    talkSeconds: round((totals.talkMs + totals.holdMs) / 1_000),
    waitingAtEnd: figures.waitingNow,
    talkingAtEnd: figures.talkingNow,
  };
}

function round(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000;
}
