import { BytesMessage, bannerMessage, type AmiMessage } from './ami-message.ts';

const BLANK_LINE = Buffer.from('\r\n\r\n');
const BANNER = Buffer.from('Asterisk Call Manager/');
const LINE_END = Buffer.from('\r\n');
/** No AMI message is longer; whoever sends more without a blank line sends garbage. */
const LONGEST_MESSAGE_BYTES = 4 * 1024 * 1024;

/** What was thrown away, for the administrator. */
export interface ParserLosses {
  /** Messages cut off by the end of a connection. */
  readonly halfMessages: number;
  /** Runs of bytes longer than any message. */
  readonly oversized: number;
}

/**
 * Splits the bytes of an AMI connection into messages. Works on bytes and finds ends by native search, so that a burst
 * costs about as much as copying it.
 *
 * A banner inside the stream starts a new connection (recordings concatenate them): the half message before it is
 * dropped. Garbage is dropped up to the next blank line.
 */
export class AmiParser {
  #rest: Buffer = Buffer.alloc(0);
  #skipping = false;
  #halfMessages = 0;
  #oversized = 0;

  get losses(): ParserLosses {
    return { halfMessages: this.#halfMessages, oversized: this.#oversized };
  }

  /** @param receive is called for each complete message, which is valid only during that call */
  push(chunk: Buffer, receive: (message: AmiMessage) => void): void {
    const joined = this.#rest.length > 0;
    const bytes = joined ? Buffer.concat([this.#rest, chunk]) : chunk;
    // A blank line may straddle the seam, so look again at the last three bytes of the rest.
    let search = Math.max(0, this.#rest.length - (BLANK_LINE.length - 1));
    let banner = bytes.indexOf(BANNER);
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(BLANK_LINE, search);
      if (banner >= start && (end < 0 || banner < end)) {
        const lineEnd = bytes.indexOf(LINE_END, banner);
        if (lineEnd < 0) break;
        if (banner > start) this.#halfMessages++;
        this.#skipping = false;
        receive(bannerMessage(bytes.toString('latin1', banner, lineEnd)));
        start = lineEnd + LINE_END.length;
        search = start;
        banner = bytes.indexOf(BANNER, start);
        continue;
      }
      if (end < 0) break;
      if (!this.#skipping && end > start) receive(new BytesMessage(bytes.subarray(start, end)));
      this.#skipping = false;
      start = end + BLANK_LINE.length;
      search = start;
    }
    this.#keep(bytes, start, joined);
  }

  /** The connection ended: what is half is lost. */
  end(): void {
    if (this.#rest.length > 0) this.#halfMessages++;
    this.#rest = Buffer.alloc(0);
    this.#skipping = false;
  }

  #keep(bytes: Buffer, start: number, owned: boolean): void {
    const length = bytes.length - start;
    if (length > LONGEST_MESSAGE_BYTES) {
      if (!this.#skipping) this.#oversized++;
      this.#skipping = true;
      this.#rest = Buffer.from(bytes.subarray(bytes.length - (BLANK_LINE.length - 1)));
      return;
    }
    // The socket may reuse its chunk: keep a copy unless these bytes are ours already.
    const rest = bytes.subarray(start);
    this.#rest = owned && start === 0 ? rest : Buffer.from(rest);
  }
}
