import type { Instant } from '../../../../forecasting/time/index.ts';
import type { CallEvent, CallId, CallRefused, QueueName, SourceId } from '../../../live/events/call-event.ts';
import { callId, queueName } from '../../../live/events/call-id.ts';
import type { AmiMessage } from './ami-message.ts';
import { refusalKey } from '../legs/event-keys.ts';

const refusals: Readonly<Record<string, CallRefused['reason']>> = {
  FULL: 'full',
  JOINEMPTY: 'noAgents',
  JOINUNAVAIL: 'noAgents',
};

/**
 * Callers whom a queue turns away before they enter. No queue event reports about them, only `QUEUESTATUS`; which queue it
 * was shows in the dialplan step before.
 */
export class DoorWatch {
  readonly #source: SourceId;
  readonly #knockedAt = new Map<CallId, QueueName>();

  constructor(source: SourceId) {
    this.#source = source;
  }

  /** `Newexten` of the application `Queue`: the caller stands at its door. */
  dialplanStep(message: AmiMessage): void {
    if (message.field('Application') !== 'Queue') return;
    const unique = message.field('Uniqueid');
    const queue = message.field('AppData')?.split(',', 1)[0];
    if (unique === undefined || unique === '' || queue === undefined || queue === '') return;
    this.#knockedAt.set(callId(unique), queueName(queue));
  }

  letIn(call: CallId): void {
    this.#knockedAt.delete(call);
  }

  resultTold(call: CallId, result: string, at: Instant, out: CallEvent[]): void {
    const reason = refusals[result];
    if (reason === undefined) return;
    const queue = this.#knockedAt.get(call) ?? null;
    this.#knockedAt.delete(call);
    const key = refusalKey(call, at);
    out.push({ kind: 'CallRefused', source: this.#source, key, at, call, queue, reason });
  }

  hungUp(call: CallId): void {
    this.#knockedAt.delete(call);
  }

  clear(): void {
    this.#knockedAt.clear();
  }
}
