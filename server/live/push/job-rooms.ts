import type { IncomingMessage } from 'node:http';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import * as v from 'valibot';
import {
  watchJobSchema,
  type DeskToServer,
  type Job,
  type ServerToDesk,
  type WatchOutcome,
} from '../../contract/job.ts';

/** What the push knows of long work: who may read a job, and when one stands differently. */
export interface JobWatch {
  readonly look: (request: IncomingMessage, job: string) => Promise<WatchOutcome>;
  /** @returns ends the listening */
  readonly onChange: (listener: (job: Job) => void) => () => void;
}

type DeskSocket = Socket<DeskToServer, ServerToDesk, DefaultEventsMap, unknown>;

/** Jobs that one page follows at the same time. */
const MOST_JOBS_OF_A_SOCKET = 10;
const PREFIX = 'job:';

/** A room per job that somebody watches: how it stands is pushed to whoever may read it. */
export class JobRooms {
  readonly #io: Server<DeskToServer, ServerToDesk, DefaultEventsMap, unknown>;
  readonly #watch: JobWatch;
  readonly #onFailure: (error: unknown) => void;
  readonly #stopListening: () => void;

  constructor(
    io: Server<DeskToServer, ServerToDesk, DefaultEventsMap, unknown>,
    watch: JobWatch,
    onFailure: (error: unknown) => void,
  ) {
    this.#io = io;
    this.#watch = watch;
    this.#onFailure = onFailure;
    this.#stopListening = watch.onChange((job) => this.#io.to(PREFIX + job.id).emit('job:changed', job));
  }

  /** @param onKnown called when the socket watches something: it is no stranger any more */
  welcome(socket: DeskSocket, onKnown: () => void): void {
    socket.on('job:watch', (request, answer) => {
      void this.#join(socket, request).then((outcome) => {
        if (outcome.ok) onKnown();
        if (typeof answer === 'function') answer(outcome);
      });
    });
  }

  /** Who may not read a job any more hears no more of it. */
  async recheck(): Promise<void> {
    for (const socket of this.#io.of('/').sockets.values())
      for (const room of watchedRooms(socket)) {
        const outcome = await this.#look(socket, room.slice(PREFIX.length));
        if (outcome?.ok === false) void socket.leave(room);
      }
  }

  close(): void {
    this.#stopListening();
  }

  async #join(socket: DeskSocket, request: unknown): Promise<WatchOutcome> {
    const wish = v.safeParse(watchJobSchema, request);
    if (!wish.success) return { ok: false, code: 'bad-request' };
    const { job } = wish.output;
    const isNew = !socket.rooms.has(PREFIX + job);
    if (isNew && watchedRooms(socket).length >= MOST_JOBS_OF_A_SOCKET)
      return { ok: false, code: 'too-many-jobs' };
    const first = await this.#look(socket, job);
    if (first?.ok !== true) return first ?? { ok: false, code: 'not-allowed' };
    await socket.join(PREFIX + job);
    // looked at once more from inside the room: what changed on the way in would be lost
    return (await this.#look(socket, job)) ?? first;
  }

  /** @returns `undefined` where the question cannot be answered now */
  async #look(socket: DeskSocket, job: string): Promise<WatchOutcome | undefined> {
    try {
      return await this.#watch.look(socket.request, job);
    } catch (error) {
      this.#onFailure(error);
      return undefined;
    }
  }
}

function watchedRooms(socket: DeskSocket): readonly string[] {
  return [...socket.rooms].filter((room) => room.startsWith(PREFIX));
}
