import { setTimeout as pause } from 'node:timers/promises';
import { instant, type Instant } from '../../../../forecasting/time/index.ts';
import { AmiConnection, type ConnectionEnd } from './ami-connection.ts';
import type { AmiMessage } from './ami-message.ts';
import { CROSSING_MS, HearingCheck } from './hearing-check.ts';

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
      /** Events that its own counters prove and that did not come, by name. */
      readonly missing: readonly string[];
      readonly members: readonly ListedMember[];
      /** Names that are no UTF-8, and so are read as Latin-1. */
      readonly isLatin1: boolean;
      /** Names of its queues; `null` where the list was refused or never came. */
      readonly queues: readonly string[] | null;
      readonly listRefused: string | null;
      /** The PBX's clock minus ours; `null` where its events carry no time. */
      readonly clockAheadSeconds: number | null;
    };

/** A member of a queue as the list has it. */
interface ListedMember {
  readonly queue: string;
  readonly name: string;
  readonly telephone: string;
  readonly isRealtime: boolean;
}

export interface InspectAmiOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly secret: string;
  /** How long it may be silent, and how long events are listened to after the list has come. */
  readonly patienceMs: number;
  readonly listenMs: number;
}

/**
 * Signs in at a manager interface, asks for the queues, listens for a moment, asks again and holds what it heard against
 * what the counters say, and signs off. Changes nothing there.
 */
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
        if (!seen.hear(message)) return;
        void pause(listenMs)
          .then(() => seen.compare(connection))
          .then(() => connection.close());
      },
      onLoggedIn: () => seen.loggedIn(connection),
      onEnd,
    });
    void pause(2 * patienceMs + listenMs + CROSSING_MS).then(() => connection.close());
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
  readonly #hearing = new HearingCheck();
  readonly #classes = new Set<string>();
  readonly #queues: string[] = [];
  readonly #members: ListedMember[] = [];
  #isLatin1 = false;
  #isListed = false;
  #listRefused: string | null = null;
  #clockAheadSeconds: number | null = null;
  #onSecondList: () => void = () => undefined;

  loggedIn(connection: AmiConnection): void {
    this.#hearing.loggedIn(present());
    this.listId = connection.ask('QueueStatus');
  }

  /** @returns whether the first list is complete or refused with this message */
  hear(message: AmiMessage): boolean {
    this.#hearing.hear(message, present());
    if (message.name === 'Banner') this.banner = message.field('Banner') ?? '';
    for (const name of (message.field('Privilege') ?? '').split(','))
      if (name !== '') this.#classes.add(name);
    const toldAt = Number(message.field('Timestamp') ?? Number.NaN);
    if (Number.isFinite(toldAt)) this.#clockAheadSeconds ??= toldAt - Date.now() / 1_000;
    if (this.listId === '' || message.field('ActionID') !== this.listId) return false;
    if (message.name === 'QueueStatusComplete') {
      this.#hearing.listed(this.listId, present());
      if (this.#isListed) this.#onSecondList();
      return this.#firstListIsThere();
    }
    if (message.name === 'Response' && message.field('Response') === 'Error') {
      this.#listRefused = message.field('Message') ?? 'no reason given';
      return true;
    }
    if (!this.#isListed) this.#note(message);
    return false;
  }

  /** Asks once more: what the counters say now must have been reported, where they say anything new. */
  async compare(connection: AmiConnection): Promise<void> {
    if (!this.#isListed) return;
    const second = new Promise<void>((done) => (this.#onSecondList = done));
    this.listId = connection.ask('QueueStatus');
    await second;
    if (!this.#hearing.hasHappened) return;
    await pause(CROSSING_MS);
    this.#hearing.advance(present());
  }

  signedIn(): AmiInspection {
    return {
      kind: 'signedIn',
      banner: this.banner,
      classes: this.#classes,
      missing: this.#hearing.missing,
      members: this.#members,
      isLatin1: this.#isLatin1,
      queues: this.#isListed ? this.#queues : null,
      listRefused: this.#listRefused,
      clockAheadSeconds: this.#clockAheadSeconds,
    };
  }

  #firstListIsThere(): boolean {
    const isFirst = !this.#isListed;
    this.#isListed = true;
    return isFirst;
  }

  #note(message: AmiMessage): void {
    const queue = message.field('Queue') ?? '';
    if (message.name === 'QueueParams') this.#queues.push(queue);
    if (message.name !== 'QueueMember') return;
    const telephone = message.field('Location') ?? '';
    const name = message.field('Name') ?? telephone;
    this.#members.push({ queue, name, telephone, isRealtime: message.field('Membership') === 'realtime' });
    this.#isLatin1 ||= message.isLatin1;
  }
}

function present(): Instant {
  return instant(Date.now());
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.message;
}
