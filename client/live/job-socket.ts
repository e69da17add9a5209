import { io, type Socket } from 'socket.io-client';
import * as v from 'valibot';
import {
  jobSchema,
  type DeskToServer,
  type ServerToDesk,
  type WatchOutcome,
} from '../../server/contract/job.ts';

/** How a watched job stands, or why this page cannot follow it. */
export type JobListener = (news: WatchOutcome) => void;

/** The socket over which the server pushes how jobs stand; open as long as one is followed. */
export class JobSocket {
  readonly #listeners = new Map<string, JobListener>();
  #socket: Socket<ServerToDesk, DeskToServer> | undefined;

  /** @returns ends the watching */
  watch(job: string, listener: JobListener): () => void {
    this.#listeners.set(job, listener);
    const socket = (this.#socket ??= this.#open());
    if (socket.connected) this.#ask(socket, job);
    return () => {
      this.#listeners.delete(job);
      if (this.#listeners.size > 0) return;
      this.#socket?.close();
      this.#socket = undefined;
    };
  }

  #open(): Socket<ServerToDesk, DeskToServer> {
    const socket: Socket<ServerToDesk, DeskToServer> = io({ transports: ['websocket', 'polling'] });
    // also after a reconnect: the answer says what was missed
    socket.on('connect', () => {
      for (const job of this.#listeners.keys()) this.#ask(socket, job);
    });
    socket.on('job:changed', (message) => {
      const job = v.safeParse(jobSchema, message);
      if (job.success) this.#listeners.get(job.output.id)?.({ ok: true, job: job.output });
    });
    return socket;
  }

  #ask(socket: Socket<ServerToDesk, DeskToServer>, job: string): void {
    socket.emit('job:watch', { job }, (outcome) => {
      this.#listeners.get(job)?.(outcome);
    });
  }
}

let shared: JobSocket | undefined;

/** The page's one socket for jobs. */
export function jobSocket(): JobSocket {
  return (shared ??= new JobSocket());
}
