import { type Random, seededRandom } from '../../../forecasting/maths/index.ts';
import { instant, SECOND_MS } from '../../../forecasting/time/index.ts';
import type { CallEvent, CallerHash, CallId, QueueName } from '../../live/events/call-event.ts';
import { callerHash, callId, eventKey } from '../../live/events/call-id.ts';
import { Agenda } from './agenda.ts';
import { drawConversation } from './conversation.ts';
import type { AgentPause, AgentScenario, CityScenario, DayScenario } from './day-scenario.ts';
import { exponential, lognormal, poisson } from './distributions.ts';

/** Callers who dialled the wrong number or think again at once. */
const IMPULSIVE_SHARE = 0.015;
const IMPULSIVE_SECONDS = 4;
/** Callers who press the call-back key where others would hang up. */
const CALLBACK_SHARE = 0.12;
/** The queue lets nobody wait longer. */
const LONGEST_WAIT_SECONDS = 900;
const RING_SECONDS = { least: 1, most: 4 };
const HELD_SHARE = 0.08;
/** Share of calls by somebody whose matter was not settled before. */
const REPEAT_SHARE = 0.3;

interface Caller {
  readonly call: CallId;
  readonly caller: CallerHash;
  readonly city: CityScenario;
  readonly enteredAt: number;
  state: 'waiting' | 'ringing' | 'answered' | 'gone';
  agent: Agent | null;
}

interface Agent {
  readonly scenario: AgentScenario;
  state: 'off' | 'ready' | 'busy' | 'onBreak';
  readySince: number;
  dueBreak: AgentPause | null;
  /** Goes home, or stays there: the shift is over, or the agent is away. */
  leaving: boolean;
}

/**
 * Plays one day of a joint centre: callers arrive at random, wait, lose patience or are answered by the agent with the
 * skill who has been ready longest; a freed agent takes the caller who has waited longest in any of the agent's queues.
 *
 * @returns everything the telephone system would report, in order of time; keys are unique for day and scenario
 */
export function simulateDay(scenario: DayScenario): readonly CallEvent[] {
  return new SimulatedDay(scenario).play();
}

type Untold<T> = T extends CallEvent ? Omit<T, 'source' | 'key' | 'at'> : never;

class SimulatedDay {
  readonly #scenario: DayScenario;
  readonly #random: Random;
  readonly #agenda = new Agenda();
  readonly #events: CallEvent[] = [];
  readonly #waiting = new Map<QueueName, Caller[]>();
  readonly #agents: readonly Agent[];
  readonly #unsettled = new Map<QueueName, CallerHash[]>();
  #now = 0;
  #calls = 0;

  constructor(scenario: DayScenario) {
    this.#scenario = scenario;
    this.#random = seededRandom(scenario.seed);
    this.#agents = scenario.agents.map((agent) => ({
      scenario: agent,
      state: 'off',
      readySince: 0,
      dueBreak: null,
      leaving: false,
    }));
  }

  play(): readonly CallEvent[] {
    for (const agent of this.#agents) this.#enterShift(agent);
    for (const city of this.#scenario.cities) this.#enterArrivals(city);
    // after all others: who is away changes the order of nothing that happens before
    for (const agent of this.#agents) this.#enterAway(agent);
    for (let next = this.#agenda.next(); next !== undefined; next = this.#agenda.next()) {
      this.#now = next.at;
      next.happen();
    }
    return this.#events;
  }

  #tell(event: Untold<CallEvent>): void {
    const { source, day } = this.#scenario;
    const key = eventKey(`${day.date}:${this.#events.length}`);
    this.#events.push({ source, key, at: instant(Math.round(this.#now)), ...event });
  }

  #after(seconds: number, happen: () => void): void {
    this.#agenda.enter(this.#now + seconds * SECOND_MS, happen);
  }

  #enterShift(agent: Agent): void {
    const { shift, breaks } = agent.scenario;
    this.#agenda.enter(shift.from, () => this.#signIn(agent));
    this.#agenda.enter(shift.to, () => this.#leaveWhenFree(agent));
    for (const pause of breaks) {
      this.#agenda.enter(pause.from, () => {
        agent.dueBreak = pause;
        if (agent.state === 'ready') this.#free(agent);
      });
    }
  }

  #enterAway(agent: Agent): void {
    const { shift, away = [] } = agent.scenario;
    for (const { from, to } of away) {
      if (from >= shift.to || to <= shift.from) continue;
      if (from <= shift.from) agent.leaving = true;
      else this.#agenda.enter(from, () => this.#leaveWhenFree(agent));
      if (to < shift.to)
        this.#agenda.enter(to, () => {
          agent.leaving = false;
          if (agent.state === 'off') this.#signIn(agent);
        });
    }
  }

  #enterArrivals(city: CityScenario): void {
    for (const { from, to, expectedCalls } of city.arrivals) {
      const count = poisson(this.#random, expectedCalls);
      for (let call = 0; call < count; call += 1)
        this.#agenda.enter(from + this.#random() * (to - from), () => this.#arrive(city));
    }
  }

  #arrive(city: CityScenario): void {
    this.#calls += 1;
    const { day } = this.#scenario;
    const caller: Caller = {
      call: callId(`${day.date}-${this.#calls}`),
      caller: this.#callerOf(city),
      city,
      enteredAt: this.#now,
      state: 'waiting',
      agent: null,
    };
    this.#tell({ kind: 'CallEntered', ...visit(caller), caller: caller.caller });
    this.#waitingOf(city.queue).push(caller);
    this.#enterPatience(caller);
    const agent = this.#longestReady(city.queue);
    if (agent !== undefined) this.#free(agent);
  }

  #callerOf(city: CityScenario): CallerHash {
    const earlier = this.#unsettled.get(city.queue)?.[0];
    if (earlier !== undefined && this.#random() < REPEAT_SHARE) {
      this.#unsettled.get(city.queue)?.shift();
      return earlier;
    }
    return callerHash(`simulated-${this.#scenario.day.date}-${this.#calls}`);
  }

  #enterPatience(caller: Caller): void {
    const impulsive = this.#random() < IMPULSIVE_SHARE;
    const patience = impulsive
      ? this.#random() * IMPULSIVE_SECONDS
      : exponential(this.#random, caller.city.patienceSeconds);
    const callsBack = this.#random() < CALLBACK_SHARE;
    this.#after(Math.min(patience, LONGEST_WAIT_SECONDS), () => {
      if (caller.state !== 'waiting' && caller.state !== 'ringing') return;
      const rung = caller.agent;
      const waitSeconds = this.#waitSeconds(caller);
      this.#remove(caller, 'gone');
      if (patience > LONGEST_WAIT_SECONDS)
        this.#tell({ kind: 'CallFlowedOut', ...visit(caller), reason: 'timeout', waitSeconds });
      else if (callsBack && !impulsive)
        this.#tell({ kind: 'CallFlowedOut', ...visit(caller), reason: 'callback', waitSeconds });
      else this.#tell({ kind: 'CallAbandoned', ...visit(caller), waitSeconds });
      if (rung !== null) this.#free(rung);
    });
  }

  /** The agent has nothing to do: goes home, goes on break, takes the longest waiting caller, or is ready. */
  #free(agent: Agent): void {
    if (agent.leaving) {
      this.#signOut(agent);
      return;
    }
    if (agent.dueBreak !== null) {
      this.#goOnBreak(agent, agent.dueBreak);
      return;
    }
    const caller = this.#longestWaiting(agent.scenario.queues);
    if (caller === undefined) {
      if (agent.state !== 'ready') agent.readySince = this.#now;
      agent.state = 'ready';
      return;
    }
    this.#ring(agent, caller);
  }

  #ring(agent: Agent, caller: Caller): void {
    agent.state = 'busy';
    this.#remove(caller, 'ringing');
    caller.agent = agent;
    this.#tell({ kind: 'AgentRung', ...visit(caller), agent: agent.scenario.name });
    const { least, most } = RING_SECONDS;
    this.#after(least + this.#random() * (most - least), () => {
      if (caller.state === 'ringing') this.#answer(agent, caller);
    });
  }

  #answer(agent: Agent, caller: Caller): void {
    caller.state = 'answered';
    const { name } = agent.scenario;
    const { talkSeconds, wrapUpSeconds, firstContactShare, queue } = caller.city;
    this.#tell({
      kind: 'CallAnswered',
      agent: name,
      waitSeconds: this.#waitSeconds(caller),
      ...visit(caller),
    });
    const talk = Math.max(5, lognormal(this.#random, talkSeconds.mean, talkSeconds.deviation));
    const hold = this.#random() < HELD_SHARE ? talk * 0.25 : 0;
    if (hold > 0) {
      this.#after(talk * 0.4, () => this.#tell({ kind: 'CallHeld', ...visit(caller) }));
      this.#after(talk * 0.4 + hold, () => this.#tell({ kind: 'CallResumed', ...visit(caller) }));
    }
    const outcome = drawConversation(this.#random, firstContactShare);
    const wrapUp = Math.max(3, lognormal(this.#random, wrapUpSeconds.mean, wrapUpSeconds.deviation));
    this.#after(talk, () => {
      this.#tell({
        kind: 'CallCompleted',
        agent: name,
        endedBy: outcome.endedBy,
        talkSeconds: Math.round(talk - hold),
        holdSeconds: Math.round(hold),
        wrapUpSeconds: null,
        ...visit(caller),
      });
      if (outcome.closing?.solved === false) this.#unsettledOf(queue).push(caller.caller);
      if (outcome.asked) this.#tell({ kind: 'SatisfactionAsked', call: caller.call });
      const { mark } = outcome;
      if (mark !== null)
        this.#after(20 + 60 * this.#random(), () =>
          this.#tell({ kind: 'SatisfactionGiven', call: caller.call, mark }),
        );
      this.#after(wrapUp, () => {
        if (outcome.closing !== null)
          this.#tell({
            kind: 'CallClassified',
            call: caller.call,
            closingCode: outcome.closing.code,
            solvedAtFirstContact: outcome.closing.solved,
            wrongNumber: outcome.closing.wrongNumber,
          });
        this.#tell({ kind: 'WrapUpEnded', agent: name });
        this.#free(agent);
      });
    });
  }

  #signIn(agent: Agent): void {
    if (agent.leaving) return;
    for (const queue of agent.scenario.queues)
      this.#tell({ kind: 'AgentSignedIn', agent: agent.scenario.name, queue });
    this.#free(agent);
  }

  #leaveWhenFree(agent: Agent): void {
    agent.leaving = true;
    if (agent.state !== 'busy') this.#signOut(agent);
  }

  #signOut(agent: Agent): void {
    if (agent.state === 'off') return;
    agent.state = 'off';
    this.#tell({ kind: 'AgentSignedOut', agent: agent.scenario.name, queue: null });
  }

  #goOnBreak(agent: Agent, pause: AgentPause): void {
    const { name } = agent.scenario;
    agent.state = 'onBreak';
    agent.dueBreak = null;
    this.#tell({ kind: 'AgentPaused', agent: name, queue: null, reason: pause.reason });
    this.#after((pause.to - pause.from) / SECOND_MS, () => {
      if (agent.state !== 'onBreak') return;
      this.#tell({ kind: 'AgentResumed', agent: name, queue: null });
      this.#free(agent);
    });
  }

  #longestReady(queue: QueueName): Agent | undefined {
    let longest: Agent | undefined;
    for (const agent of this.#agents) {
      if (agent.state !== 'ready' || !agent.scenario.queues.includes(queue)) continue;
      if (longest === undefined || agent.readySince < longest.readySince) longest = agent;
    }
    return longest;
  }

  #longestWaiting(queues: readonly QueueName[]): Caller | undefined {
    let longest: Caller | undefined;
    for (const queue of queues) {
      const first = this.#waitingOf(queue)[0];
      if (first !== undefined && (longest === undefined || first.enteredAt < longest.enteredAt))
        longest = first;
    }
    return longest;
  }

  #remove(caller: Caller, state: 'ringing' | 'gone'): void {
    const waiting = this.#waitingOf(caller.city.queue);
    const at = waiting.indexOf(caller);
    if (at >= 0) waiting.splice(at, 1);
    caller.state = state;
  }

  #waitingOf(queue: QueueName): Caller[] {
    return listOf(this.#waiting, queue);
  }

  #unsettledOf(queue: QueueName): CallerHash[] {
    return listOf(this.#unsettled, queue);
  }

  #waitSeconds(caller: Caller): number {
    return Math.round((this.#now - caller.enteredAt) / 100) / 10;
  }
}

function visit({ call, city }: Caller): { call: CallId; visit: number; queue: QueueName } {
  return { call, visit: 0, queue: city.queue };
}

function listOf<T>(lists: Map<QueueName, T[]>, queue: QueueName): T[] {
  const known = lists.get(queue);
  if (known !== undefined) return known;
  const fresh: T[] = [];
  lists.set(queue, fresh);
  return fresh;
}
