import type { Board } from './wall.ts';

/** Version of the push protocol, told in every hello; docs/wall-protocol.md is its text. */
export const PROTOCOL_VERSION = 1;

/** A change of the board: `value` replaces what stands at `path` (keys and array indexes from the root). */
export interface BoardChange {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

export interface WallHello {
  readonly protocol: number;
  /** Changes with every release of the pages: a wall that was loaded with another one reloads itself once. */
  readonly build: string;
  readonly serverNow: number;
}

export interface WallSnapshot {
  readonly revision: number;
  readonly serverNow: number;
  readonly board: Board;
}

/** Follows exactly revision − 1; a client that sees a gap asks for a snapshot. */
export interface WallPatch {
  readonly revision: number;
  readonly serverNow: number;
  readonly changes: readonly BoardChange[];
}

/** Every second, also when nothing changes. */
export interface WallHeartbeat {
  readonly serverNow: number;
  readonly revision: number;
  /** Milliseconds since the last sign of life of the telephone system; `null`: never heard. */
  readonly feedAgeMilliseconds: number | null;
}

export interface ServerToWall {
  'wall:hello': (hello: WallHello) => void;
  'wall:snapshot': (snapshot: WallSnapshot) => void;
  'wall:patch': (patch: WallPatch) => void;
  'wall:heartbeat': (heartbeat: WallHeartbeat) => void;
  /** Said before the server stops, so that a wall can tell "being restarted" from "lost". */
  'wall:goodbye': (reason: 'restart' | 'revoked') => void;
}

export interface WallToServer {
  'wall:join': (request: { readonly scope: string }, answer: (outcome: JoinOutcome) => void) => void;
  'wall:resync': (request: { readonly scope: string }) => void;
}

export type JoinOutcome =
  { readonly ok: true } | { readonly ok: false; readonly code: 'unknown-scope' | 'revoked' };
