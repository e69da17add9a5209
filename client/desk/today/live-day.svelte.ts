import * as v from 'valibot';
import { todayAnswerSchema, type TodayAnswer } from '../../../server/contract/today.ts';
import { feedLiveness, type Liveness } from '../../live/staleness.ts';
import type { Api } from '../../session/api.ts';

const LOOK_EVERY_MILLISECONDS = 2_000;
const TICK_MILLISECONDS = 500;
/** Three looks without an answer are no accident. */
const STALE_MILLISECONDS = 6_500;

/** The running day as the page knows it: asks every two seconds, and knows how old its figures are. */
export class LiveDay {
  readonly #api: Api;
  #answer = $state.raw<TodayAnswer | null>(null);
  #failure = $state('');
  #heardAt = $state(0);
  #pageNow = $state(performance.now());
  #isAsking = false;
  readonly #timers: readonly ReturnType<typeof setInterval>[];

  constructor(api: Api) {
    this.#api = api;
    this.#timers = [
      setInterval(() => void this.look(), LOOK_EVERY_MILLISECONDS),
      setInterval(() => (this.#pageNow = performance.now()), TICK_MILLISECONDS),
    ];
    void this.look();
  }

  /** The latest answer, also while it is old; `null` before the first. */
  get answer(): TodayAnswer | null {
    return this.#answer;
  }

  /** Code of the last failure; empty while the server answers. */
  get failure(): string {
    return this.#failure;
  }

  /** How long the server has been silent. */
  get silenceMilliseconds(): number {
    return this.#answer === null ? 0 : Math.max(0, this.#pageNow - this.#heardAt);
  }

  /** How old the figures are: the server is silent, or the telephone system is. Zero while live. */
  get ageMilliseconds(): number {
    const { answer } = this;
    if (answer === null) return 0;
    const { feed } = answer.board;
    const isFeedOld = feed.state === 'stale' || feed.state === 'storeFailed';
    const feedAge = isFeedOld && feed.lastHeardAt !== null ? answer.serverNow - feed.lastHeardAt : 0;
    if (this.silenceMilliseconds <= STALE_MILLISECONDS && !isFeedOld) return 0;
    return feedAge + this.silenceMilliseconds;
  }

  /** How far the figures can be trusted; `live` before the first answer, when there are none. */
  get liveness(): Liveness {
    const silence = this.silenceMilliseconds;
    if (silence > STALE_MILLISECONDS) return { kind: 'serverLost', elapsed: silence };
    const { answer } = this;
    if (answer === null) return { kind: 'live' };
    const { state, reason, lastHeardAt } = answer.board.feed;
    const feedAgeMilliseconds = lastHeardAt === null ? null : Math.max(0, answer.serverNow - lastHeardAt);
    return feedLiveness({ feed: state, feedReason: reason, feedAgeMilliseconds }, silence);
  }

  /** The server's time: goes on by itself between two answers, and stands still while the server is silent. */
  get now(): number {
    const { answer } = this;
    return answer === null ? 0 : answer.serverNow + Math.min(this.silenceMilliseconds, STALE_MILLISECONDS);
  }

  /** The time for which the figures hold: what was not received did not go on. */
  get figuresAt(): number {
    const { lastHeardAt, state } = this.#answer?.board.feed ?? { lastHeardAt: null, state: 'live' };
    return state === 'live' || lastHeardAt === null ? this.now : Math.min(this.now, lastHeardAt);
  }

  async look(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const answer = await this.#api.get('/api/v1/today', (body) => v.parse(todayAnswerSchema, body));
    this.#isAsking = false;
    this.#failure = answer.ok ? '' : answer.code;
    if (!answer.ok) return;
    this.#answer = answer.value;
    this.#heardAt = performance.now();
    this.#pageNow = this.#heardAt;
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}
