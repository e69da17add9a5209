import { connect, type Socket } from 'node:net';
import type { AmiMessage } from './ami-message.ts';
import { AmiParser } from './ami-parser.ts';

/** Why a connection ended. */
export type ConnectionEnd =
  | { readonly reason: 'closed' }
  /** Nothing was heard, not even an answer to a ping: the other side is gone without a word. */
  | { readonly reason: 'silent' }
  /** We left, to sign in anew: the other side kept events from us. */
  | { readonly reason: 'eventsMissing' }
  | { readonly reason: 'refused'; readonly message: string }
  | { readonly reason: 'failed'; readonly error: Error };

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly secret: string;
  readonly pingEveryMs: number;
  readonly silentAfterMs: number;
  /** Any bytes: the other side is there. They prove nothing about what it lets us hear. */
  readonly onHeard: () => void;
  readonly onMessage: (message: AmiMessage) => void;
  readonly onLoggedIn: () => void;
  readonly onEnd: (end: ConnectionEnd) => void;
}

/** One connection to the manager interface, from the greeting to its end: log in, ask, ping, listen. */
export class AmiConnection {
  readonly #options: ConnectionOptions;
  readonly #socket: Socket;
  readonly #parser = new AmiParser();
  readonly #pings: NodeJS.Timeout;
  #silence: NodeJS.Timeout;
  #actions = 0;
  #loginId = '';
  #end: ConnectionEnd = { reason: 'closed' };
  #paused = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#socket = connect({ host: options.host, port: options.port, noDelay: true });
    this.#socket.on('data', (bytes) => this.#hear(bytes));
    this.#socket.on('error', (error) => (this.#end = { reason: 'failed', error }));
    this.#socket.on('close', () => this.#closed());
    this.#silence = this.#watchSilence();
    this.#pings = setInterval(() => {
      if (this.#loginId !== '') this.ask('Ping');
    }, options.pingEveryMs);
  }

  /** Sends an action. @returns its id, which the answer carries */
  ask(action: string, fields: Readonly<Record<string, string>> = {}): string {
    this.#actions += 1;
    const id = `leitstand-${this.#actions}`;
    const lines = Object.entries({ Action: action, ActionID: id, ...fields });
    if (this.#socket.writable)
      this.#socket.write(`${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    return id;
  }

  /** Stops reading, so that the telephone system is slowed down instead of our memory filled. */
  pause(): void {
    this.#paused = true;
    this.#socket.pause();
    clearTimeout(this.#silence);
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#silence = this.#watchSilence();
    this.#socket.resume();
  }

  close(): void {
    if (this.#loginId !== '') this.ask('Logoff');
    this.#socket.destroy();
  }

  /** Signs off with a reason of ours. */
  leave(end: ConnectionEnd): void {
    this.close();
    this.#end = end;
  }

  #hear(bytes: Buffer): void {
    clearTimeout(this.#silence);
    if (!this.#paused) this.#silence = this.#watchSilence();
    this.#options.onHeard();
    this.#parser.push(bytes, (message) => this.#receive(message));
  }

  #receive(message: AmiMessage): void {
    if (message.name === 'Banner') {
      const { user, secret } = this.#options;
      this.#loginId = this.ask('Login', { Username: user, Secret: secret, Events: 'on' });
    } else if (message.name === 'Response' && message.field('ActionID') === this.#loginId) {
      if (message.field('Response') === 'Success') this.#options.onLoggedIn();
      else {
        this.#end = { reason: 'refused', message: message.field('Message') ?? 'no reason given' };
        this.#socket.destroy();
        return;
      }
    }
    this.#options.onMessage(message);
  }

  #watchSilence(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#end = { reason: 'silent' };
      this.#socket.destroy();
    }, this.#options.silentAfterMs);
  }

  #closed(): void {
    clearTimeout(this.#silence);
    clearInterval(this.#pings);
    this.#parser.end();
    this.#options.onEnd(this.#end);
  }
}
