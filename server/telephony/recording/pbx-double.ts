import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { AmiMessage } from '../asterisk/ami/ami-message.ts';
import { AmiParser } from '../asterisk/ami/ami-parser.ts';
import type { AmiRecording, RecordedChunk } from './recording.ts';

export interface PbxDoubleOptions {
  readonly recording: AmiRecording;
  /** Times the speed of life; `null`: as fast as the listener reads. */
  readonly speed: number | null;
  /** `null`: any account is let in. */
  readonly account: { readonly user: string; readonly secret: string } | null;
}

const BANNER = 'Asterisk Call Manager/9.0.0\r\n';
const ASKING_MS = 200;
const BLANK_LINE = Buffer.from('\r\n\r\n');

/** Answers to the recorder's own actions: the listener gets answers to its own instead. */
const isRecordersAnswer = (text: string) => text.startsWith('Response: ') || text.startsWith('Asterisk Call');

/**
 * A telephone system that says what a recording says: logs listeners in, answers pings, and reports each recorded
 * connection to one listener, who has to connect again for the next. Between two recorded connections it takes
 * listeners and drops them, as a PBX does that is going down or coming up. Lists are reported when the recording has them.
 */
export class PbxDouble {
  readonly #options: PbxDoubleOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #connections: readonly (readonly RecordedChunk[])[];
  #next = 0;
  #busy = false;
  #startedAt = 0;
  #closed = false;
  #finish: () => void = () => undefined;
  /** Resolves when the whole recording has been reported. */
  readonly finished = new Promise<void>((done) => (this.#finish = done));

  constructor(options: PbxDoubleOptions) {
    this.#options = options;
    this.#connections = connectionsIn(options.recording);
    this.#server = createServer((socket) => void this.#serve(socket));
  }

  /** @param port 0: any free one @returns the port it listens on, on the loopback address only */
  async listen(port: number): Promise<number> {
    await new Promise<void>((done, failed) => {
      this.#server.once('error', failed);
      this.#server.listen(port, '127.0.0.1', done);
    });
    const address = this.#server.address();
    return isAddress(address) ? address.port : port;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.#server.close(done));
    this.#finish();
  }

  async #serve(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    const chunks = this.#connections[this.#next];
    if (this.#busy || chunks === undefined || !this.#isDue(chunks)) {
      socket.end();
      return;
    }
    this.#busy = true;
    const listener = new Listener(socket, this.#options.account);
    socket.write(BANNER);
    if (!(await listener.loggedIn)) {
      this.#busy = false;
      return;
    }
    this.#startedAt ||= performance.now();
    for (const chunk of chunks) {
      await this.#waitFor(chunk);
      if (socket.destroyed) break;
      await listener.tell(chunk.bytes);
    }
    this.#next += 1;
    this.#busy = false;
    await listener.end();
    if (this.#next === this.#connections.length) this.#finish();
  }

  /** Between two connections the recorded PBX was away. */
  #isDue(chunks: readonly RecordedChunk[]): boolean {
    return this.#next === 0 || this.#aheadOf(chunks[0]) <= 0;
  }

  #aheadOf(chunk: RecordedChunk | undefined): number {
    const first = this.#connections[0]?.[0];
    if (this.#options.speed === null || chunk === undefined || first === undefined) return 0;
    return this.#startedAt + (chunk.at - first.at) / this.#options.speed - performance.now();
  }

  async #waitFor(chunk: RecordedChunk): Promise<void> {
    const ahead = this.#aheadOf(chunk);
    if (ahead >= 1 && !this.#closed) await new Promise((done) => setTimeout(done, ahead).unref());
  }
}

/** The other end of one connection: its actions are answered, and it is sent what it should receive. */
class Listener {
  readonly #socket: Socket;
  readonly #account: PbxDoubleOptions['account'];
  readonly #parser = new AmiParser();
  readonly #lists: string[] = [];
  #onListAsked: () => void = () => undefined;
  #letIn: (admitted: boolean) => void = () => undefined;
  readonly loggedIn = new Promise<boolean>((done) => (this.#letIn = done));

  constructor(socket: Socket, account: PbxDoubleOptions['account']) {
    this.#socket = socket;
    this.#account = account;
    socket.on('data', (bytes) => this.#parser.push(bytes, (message) => this.#answer(message)));
    socket.on('close', () => this.#letIn(false));
  }

  /** Reports recorded bytes, without the answers to whoever listened then. Waits where the listener reads slowly. */
  async tell(bytes: Buffer): Promise<void> {
    if (this.#lists.length === 0 && bytes.includes('Event: QueueParams')) await this.#asked();
    const told = this.#forThisListener(bytes);
    if (told.length === 0 || this.#socket.destroyed) return;
    if (!this.#socket.write(told))
      await new Promise<void>((done) => {
        this.#socket.once('drain', done);
        this.#socket.once('close', () => done());
      });
  }

  /** A list is an answer: give the listener a moment to ask for it. Recorded lists may be more than it asks for. */
  async #asked(): Promise<void> {
    await new Promise<void>((done) => {
      this.#onListAsked = done;
      setTimeout(done, ASKING_MS).unref();
    });
  }

  end(): Promise<void> {
    if (this.#socket.destroyed) return Promise.resolve();
    return new Promise((done) => {
      this.#socket.once('close', () => done());
      this.#socket.end();
    });
  }

  #answer(message: AmiMessage): void {
    const id = message.field('ActionID') ?? '';
    switch (actionOf(message)) {
      case 'login':
        this.#login(id, message);
        return;
      case 'ping':
        this.#say('Success', id, 'Ping: Pong\r\n');
        return;
      case 'queuestatus':
        this.#lists.push(id);
        this.#onListAsked();
        this.#say('Success', id, 'EventList: start\r\nMessage: Queue status will follow\r\n');
        return;
      case 'logoff':
        this.#say('Goodbye', id, 'Message: Goodbye\r\n');
        this.#socket.end();
        return;
      default:
        this.#say('Error', id, 'Message: Invalid/unknown command.\r\n');
    }
  }

  #login(id: string, message: AmiMessage): void {
    const { user, secret } = this.#account ?? {};
    if (
      this.#account !== null &&
      (message.field('Username') !== user || message.field('Secret') !== secret)
    ) {
      this.#say('Error', id, 'Message: Authentication failed\r\n');
      this.#socket.end();
      return;
    }
    this.#say('Success', id, 'Message: Authentication accepted\r\n');
    this.#letIn(true);
  }

  #say(response: string, id: string, fields: string): void {
    if (this.#socket.writable)
      this.#socket.write(`Response: ${response}\r\nActionID: ${id}\r\n${fields}\r\n`);
  }

  #forThisListener(bytes: Buffer): Buffer {
    const head = bytes.toString('latin1', 0, 32);
    const isPlain =
      !isRecordersAnswer(head) && !bytes.includes('ActionID: ') && !bytes.includes('Asterisk Call');
    if (isPlain) return bytes;
    const kept: Buffer[] = [];
    for (const message of messagesIn(bytes)) {
      const text = message.toString('utf8').replace(/^Asterisk Call Manager\/[^\r]*\r\n/, '');
      if (text.trim() === '' || isRecordersAnswer(text)) continue;
      const pending = this.#lists.at(-1);
      kept.push(
        Buffer.from(
          pending === undefined ? text : text.replace(/\r\nActionID: [^\r]*/, `\r\nActionID: ${pending}`),
        ),
      );
      if (text.startsWith('Event: QueueStatusComplete')) this.#lists.splice(0);
    }
    return Buffer.concat(kept);
  }
}

function actionOf(message: AmiMessage): string {
  return (message.field('Action') ?? '').toLowerCase();
}

function* messagesIn(bytes: Buffer): Iterable<Buffer> {
  let start = 0;
  while (start < bytes.length) {
    const blank = bytes.indexOf(BLANK_LINE, start);
    const end = blank < 0 ? bytes.length : blank + BLANK_LINE.length;
    yield bytes.subarray(start, end);
    start = end;
  }
}

function connectionsIn(recording: AmiRecording): readonly (readonly RecordedChunk[])[] {
  const connections = new Map<number, RecordedChunk[]>();
  for (const chunk of recording.chunks()) {
    const chunks = connections.get(chunk.connection);
    if (chunks === undefined) connections.set(chunk.connection, [chunk]);
    else chunks.push(chunk);
  }
  return [...connections.values()];
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
