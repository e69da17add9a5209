import { setTimeout as pause } from 'node:timers/promises';
import { AmiConnection, type ConnectionEnd } from './ami-connection.ts';
import type { AmiMessage } from './ami-message.ts';

/** What a manager interface let us see. */
export type AmiInspection =
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** Something listens there that is no manager interface. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'refused'; readonly message: string }
  | {
      readonly kind: 'signedIn';
      readonly banner: string;
      /** Classes of the events heard (`agent`, `call`, `system`, …): those that the account may read, as far as it showed. */
      readonly classes: ReadonlySet<string>;
      /** Names of its queues; `null` where the list was refused or never came. */
      readonly queues: readonly string[] | null;
      readonly listRefused: string | null;
      /** The PBX's clock minus ours; `null` where its events carry no time. */
      readonly clockAheadSeconds: number | null;
    };

export interface InspectAmiOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly secret: string;
  /** How long it may be silent, and how long events are listened to after the list has come. */
  readonly patienceMs: number;
  readonly listenMs: number;
}

/** Signs in at a manager interface, asks for the queues, listens for a moment, and signs off. Changes nothing there. */
export async function inspectAmi(options: InspectAmiOptions): Promise<AmiInspection> {
  const { host, port, user, secret, patienceMs, listenMs } = options;
  const seen = new Seen();
  const ended = new Promise<ConnectionEnd>((onEnd) => {
    const connection = new AmiConnection({
      host,
      port,
      user,
      secret,
      pingEveryMs: patienceMs,
      silentAfterMs: patienceMs,
      onHeard: () => (seen.isHeard = true),
      onMessage: (message) => {
        seen.hear(message);
        if (seen.isListed) void pause(listenMs).then(() => connection.close());
      },
      onLoggedIn: () => (seen.listId = connection.ask('QueueStatus')),
      onEnd,
    });
    void pause(patienceMs + listenMs).then(() => connection.close());
  });
  const end = await ended;
  if (seen.listId !== '') return seen.signedIn();
  if (end.reason === 'refused') return { kind: 'refused', message: end.message };
  if (seen.isHeard) return { kind: 'foreign' };
  return { kind: 'unreachable', reason: end.reason === 'failed' ? codeOf(end.error) : end.reason };
}

class Seen {
  isHeard = false;
  banner = '';
  listId = '';
  readonly #classes = new Set<string>();
  readonly #queues: string[] = [];
  #isListed = false;
  #listRefused: string | null = null;
  #clockAheadSeconds: number | null = null;

  get isListed(): boolean {
    return this.#isListed || this.#listRefused !== null;
  }

  hear(message: AmiMessage): void {
    if (message.name === 'Banner') this.banner = message.field('Banner') ?? '';
    if (message.name === 'Response' && message.field('ActionID') === this.listId && this.listId !== '') {
      if (message.field('Response') === 'Error')
        this.#listRefused = message.field('Message') ?? 'no reason given';
    }
    for (const name of (message.field('Privilege') ?? '').split(','))
      if (name !== '') this.#classes.add(name);
    const toldAt = Number(message.field('Timestamp') ?? Number.NaN);
    if (Number.isFinite(toldAt)) this.#clockAheadSeconds ??= toldAt - Date.now() / 1_000;
    if (message.name === 'QueueParams') this.#queues.push(message.field('Queue') ?? '');
    if (message.name === 'QueueStatusComplete') this.#isListed = true;
  }

  signedIn(): AmiInspection {
    return {
      kind: 'signedIn',
      banner: this.banner,
      classes: this.#classes,
      queues: this.#isListed ? this.#queues : null,
      listRefused: this.#listRefused,
      clockAheadSeconds: this.#clockAheadSeconds,
    };
  }
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.message;
}
