import * as v from 'valibot';
import { boardChangeSchema } from './board-change.ts';
import { plainText } from './plain-text.ts';
import { boardSchema, feedSchema } from './wall.ts';

/** Version of the push protocol, sent in every hello; docs/wall-protocol.md is its text. */
export const PROTOCOL_VERSION = 1;

/** The scope of a wall that shows every city; any other scope is a city's id. */
export const ALL_CITIES = 'all';

const serverInstant = v.number();
const revision = v.pipe(v.number(), v.integer(), v.minValue(0));

/** First word to every connection. */
export const wallHelloSchema = v.object({
  protocol: v.number(),
  /** Changes with every release of the pages: a wall that was loaded with another one reloads itself once. */
  build: v.string(),
  serverNow: serverInstant,
});

/** The whole board, after joining and after a gap. */
export const wallSnapshotSchema = v.object({
  scope: v.string(),
  revision,
  serverNow: serverInstant,
  board: boardSchema,
});

/** Follows exactly revision − 1; a client that sees a gap asks for a snapshot. */
export const wallPatchSchema = v.object({
  scope: v.string(),
  revision,
  serverNow: serverInstant,
  changes: v.pipe(v.array(boardChangeSchema), v.readonly()),
});

/** Every second, also when nothing changes. Silence of more than four seconds means: the server is lost. */
export const wallHeartbeatSchema = v.object({
  scope: v.string(),
  serverNow: serverInstant,
  /** Revision that the client should have by now: a patch that got lost shows within a second. */
  revision,
  feed: feedSchema.entries.state,
  feedReason: feedSchema.entries.reason,
  /** Milliseconds since the last sign of life of the quietest telephone source; `null`: nothing was ever received. */
  feedAgeMilliseconds: v.nullable(v.number()),
});

/** Said before the server lets a wall go: being restarted, or its display link was withdrawn. */
export const wallGoodbyeSchema = v.picklist(['restart', 'revoked']);

/** What a wall asks for; a socket shows one scope at a time, joining another leaves the first. */
export const wallJoinSchema = v.object({ scope: v.pipe(plainText, v.maxLength(64)) });

/** What a display brings to the handshake (`auth`); `null` or absent: no link, which only loopback may do. */
export const wallAuthSchema = v.object({
  token: v.optional(v.nullable(v.pipe(plainText, v.maxLength(256)))),
});

export type WallHello = v.InferOutput<typeof wallHelloSchema>;
export type WallSnapshot = v.InferOutput<typeof wallSnapshotSchema>;
export type WallPatch = v.InferOutput<typeof wallPatchSchema>;
export type WallHeartbeat = v.InferOutput<typeof wallHeartbeatSchema>;
export type WallGoodbye = v.InferOutput<typeof wallGoodbyeSchema>;
type WallJoin = v.InferOutput<typeof wallJoinSchema>;

/**
 * `not-allowed`: the link is unknown, withdrawn, or made for another city. `too-many-sockets`: this link, account or
 * address shows as many boards as one may.
 */
export type JoinOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'unknown-scope' | 'not-allowed' | 'bad-request' | 'too-many-sockets';
    };

export interface ServerToWall {
  'wall:hello': (hello: WallHello) => void;
  'wall:snapshot': (snapshot: WallSnapshot) => void;
  'wall:patch': (patch: WallPatch) => void;
  'wall:heartbeat': (heartbeat: WallHeartbeat) => void;
  'wall:goodbye': (reason: WallGoodbye) => void;
}

export interface WallToServer {
  'wall:join': (request: WallJoin, answer: (outcome: JoinOutcome) => void) => void;
  'wall:resync': () => void;
}
