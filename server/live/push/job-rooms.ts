import type { IncomingMessage } from 'node:http';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import * as v from 'valibot';
import type { Viewer } from './board-source.ts';
import {
  watchJobSchema,
  type DeskToServer,
  type Job,
  type ServerToDesk,
  type WatchOutcome,
} from '../../contract/job.ts';

/** A job as whoever sits behind a socket may read it, and who that is. */
export interface JobSight {
  readonly outcome: WatchOutcome;
  readonly viewer?: Viewer;
}

/** What the push knows of long work: who may read a job, and when one stands differently. */
export interface JobWatch {
  readonly look: (request: IncomingMessage, job: string) => Promise<JobSight>;
  /** @returns ends the listening */
  readonly onChange: (listener: (job: Job) => void) => () => void;
}

type DeskSocket = Socket<DeskToServer, ServerToDesk, DefaultEventsMap, Watcher>;

/** Who follows jobs: sockets of one account share its limit with walls in the same browser. */
interface Watcher {
  viewer?: string;
}

/** Jobs that one page follows at the same time. */
const MOST_JOBS_OF_A_SOCKET = 10;
const PREFIX = 'job:';

/** A room per job that somebody watches: how it stands is pushed to whoever may read it. */
export class JobRooms {
  readonly #io: Server<DeskToServer, ServerToDesk, DefaultEventsMap, Watcher>;
  readonly #watch: JobWatch;
  readonly #onFailure: (error: unknown) => void;
  readonly #stopListening: () => void;

  constructor(
    io: Server<DeskToServer, ServerToDesk, DefaultEventsMap, Watcher>,
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
        const { outcome } = await this.#look(socket, room.slice(PREFIX.length));
        if (outcome.ok || outcome.code === 'store-unavailable') continue;
        await socket.leave(room);
        if (watchedRooms(socket).length === 0) delete socket.data.viewer;
      }
  }

  close(): void {
    this.#stopListening();
  }

  async #join(socket: DeskSocket, request: unknown): Promise<WatchOutcome> {
    const wish = v.safeParse(watchJobSchema, request);
    if (!wish.success) return { ok: false, code: 'input-wrong' };
    const { job } = wish.output;
    const { outcome, viewer } = await this.#look(socket, job);
    if (!outcome.ok || viewer === undefined) return outcome;
    if (this.#isTooMuch(socket, PREFIX + job, viewer)) return { ok: false, code: 'too-many-requests' };
    socket.data.viewer = viewer.name;
    await socket.join(PREFIX + job);
    // looked at once more from inside the room: what changed on the way in would be lost
    return (await this.#look(socket, job)).outcome;
  }

  #isTooMuch(socket: DeskSocket, room: string, viewer: Viewer): boolean {
    if (!socket.rooms.has(room) && watchedRooms(socket).length >= MOST_JOBS_OF_A_SOCKET) return true;
    let others = 0;
    for (const other of this.#io.of('/').sockets.values())
      if (other !== socket && other.data.viewer === viewer.name) others += 1;
    return others >= viewer.mostSockets;
  }

  async #look(socket: DeskSocket, job: string): Promise<JobSight> {
    try {
      return await this.#watch.look(socket.request, job);
    } catch (error) {
      this.#onFailure(error);
      return { outcome: { ok: false, code: 'store-unavailable' } };
    }
  }
}

function watchedRooms(socket: DeskSocket): readonly string[] {
  return [...socket.rooms].filter((room) => room.startsWith(PREFIX));
}
