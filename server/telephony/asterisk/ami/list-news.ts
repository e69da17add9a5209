import type {
  AgentName,
  CallEvent,
  CallId,
  MemberNow,
  QueueListed,
  QueueName,
} from '../../../live/events/call-event.ts';

interface Told {
  readonly members: Map<AgentName, MemberNow>;
  readonly waiting: Set<CallId>;
}

/**
 * Lets a list through only where it says something else than what was reported before it. The PBX is asked for its lists
 * every minute, for members who change without an event; ten queues would otherwise fill the event log with fourteen
 * thousand lists a day that say nothing.
 */
export class ListNews {
  readonly #queues = new Map<QueueName, Told>();

  /** @returns the events that are worth reporting, in their order */
  sift(events: readonly CallEvent[]): readonly CallEvent[] {
    return events.filter((event) => {
      if (event.kind === 'QueueListed' && !this.#isNews(event)) return false;
      this.#note(event);
      return true;
    });
  }

  #isNews({ queue, members, waiting }: QueueListed): boolean {
    const told = this.#queues.get(queue);
    if (told === undefined || told.members.size !== members.length) return true;
    // After a silence of ours a list also says who is in no call.
    if (
      members.some(
        (member) => member.freeAt !== undefined || !isAlike(told.members.get(member.agent), member),
      )
    )
      return true;
    return told.waiting.size !== waiting.length || waiting.some(({ call }) => !told.waiting.has(call));
  }

  #note(event: CallEvent): void {
    switch (event.kind) {
      case 'QueueListed':
        this.#queues.set(event.queue, {
          members: new Map(event.members.map((member) => [member.agent, member])),
          waiting: new Set(event.waiting.map(({ call }) => call)),
        });
        return;
      case 'CallEntered':
        this.#queues.get(event.queue)?.waiting.add(event.call);
        return;
      case 'CallAnswered':
      case 'CallAbandoned':
      case 'CallFlowedOut':
      case 'CallLost':
        this.#queues.get(event.queue)?.waiting.delete(event.call);
        return;
      case 'AgentSignedIn':
        this.#change(event.queue, event.agent, { paused: false, pauseReason: null, reachable: true });
        return;
      case 'AgentSignedOut':
        for (const { members } of this.#told(event.queue)) members.delete(event.agent);
        return;
      case 'AgentPaused':
        this.#change(event.queue, event.agent, { paused: true, pauseReason: event.reason });
        return;
      case 'AgentResumed':
        this.#change(event.queue, event.agent, { paused: false, pauseReason: null });
        return;
      case 'AgentDeviceChanged':
        for (const { members } of this.#queues.values()) {
          const member = members.get(event.agent);
          if (member !== undefined) members.set(event.agent, { ...member, reachable: event.reachable });
        }
        return;
      case 'SourceRestarted':
        this.#queues.clear();
        return;
      default:
        return;
    }
  }

  #told(queue: QueueName | null): readonly Told[] {
    if (queue === null) return [...this.#queues.values()];
    const told = this.#queues.get(queue);
    return told === undefined ? [] : [told];
  }

  #change(queue: QueueName | null, agent: AgentName, change: Partial<MemberNow>): void {
    for (const { members } of this.#told(queue)) {
      const before = members.get(agent) ?? { agent, paused: false, pauseReason: null, reachable: true };
      members.set(agent, { ...before, ...change });
    }
  }
}

function isAlike(a: MemberNow | undefined, b: MemberNow): boolean {
  return (
    a !== undefined && a.paused === b.paused && a.pauseReason === b.pauseReason && a.reachable === b.reachable
  );
}
