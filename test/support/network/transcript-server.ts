import { readFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';

/** A request as it arrived at the server. */
export interface ReceivedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** A step of a transcript: bytes to send, a pause, or an end other than a clean one. */
type Step = { send: Buffer } | { pauseMs: number } | { end: 'cut' | 'hang' };

/**
 * A server on loopback that answers each request with a recorded response, byte by byte. In a transcript, a line
 * `#pause 50` waits, `#cut` resets the connection and `#hang` leaves it open without another word; otherwise it
 * is closed cleanly at the end.
 */
export class TranscriptServer {
  readonly requests: ReceivedRequest[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #answering = new Set<Socket>();
  #steps: readonly Step[] = [];
  #chunkBytes = Number.MAX_SAFE_INTEGER;

  constructor() {
    this.#server = createServer((socket) => this.#accept(socket));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the server is not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  /** How many requests still have their connection. Idle ones do not count: Node's client opens some in advance. */
  get openRequests(): number {
    return this.#answering.size;
  }

  /** The last request that arrived. */
  get request(): ReceivedRequest {
    const request = this.requests.at(-1);
    if (!request) throw new Error('no request has arrived');
    return request;
  }

  /**
   * Answers from now on with the transcript in `file`, below `test/e2e/wire/transcripts`; in pieces of
   * `chunkBytes`, so that even characters are split.
   */
  async replay(file: string, chunkBytes?: number, edit = (text: string): string => text): Promise<void> {
    const url = new URL(`../../e2e/wire/transcripts/${file}`, import.meta.url);
    this.answer(edit(await readFile(url, 'utf8')), chunkBytes);
  }

  /** Answers from now on with the transcript given as text. */
  answer(transcript: string, chunkBytes = Number.MAX_SAFE_INTEGER): void {
    this.#steps = parseTranscript(transcript);
    this.#chunkBytes = chunkBytes;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('close', () => this.#answering.delete(socket));
    socket.on('error', () => undefined);
    let received = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      const request = parseRequest(received);
      if (!request) return;
      received = Buffer.alloc(0);
      this.requests.push(request);
      this.#answering.add(socket);
      void this.#play(socket);
    });
  }

  async #play(socket: Socket): Promise<void> {
    for (const [index, step] of this.#steps.entries()) {
      if (socket.destroyed) return;
      if ('pauseMs' in step) await delay(step.pauseMs);
      else if ('send' in step) await this.#send(socket, step.send, index === 0);
      else if (step.end === 'cut') socket.resetAndDestroy();
      if ('end' in step) return;
    }
    socket.end();
  }

  async #send(socket: Socket, bytes: Buffer, isHead: boolean): Promise<void> {
    const size = isHead ? bytes.length : this.#chunkBytes;
    for (let start = 0; start < bytes.length && !socket.destroyed; start += size) {
      socket.write(bytes.subarray(start, start + size));
      // Without a turn of the loop between them, the pieces would arrive as one.
      if (size < bytes.length) await setImmediate();
    }
  }
}

function parseRequest(bytes: Buffer): ReceivedRequest | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const [requestLine = '', ...lines] = bytes.subarray(0, headEnd).toString().split('\r\n');
  const headers = Object.fromEntries(lines.map(parseHeader));
  const body = bytes.subarray(headEnd + 4);
  if (body.length < Number(headers['content-length'] ?? 0)) return null;
  const [method = '', path = ''] = requestLine.split(' ');
  return { method, path, headers, body: body.toString() };
}

function parseHeader(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

// The head is written with plain line ends and sent with those of HTTP; the body goes out as it is.
function parseTranscript(transcript: string): Step[] {
  const headEnd = transcript.indexOf('\n\n');
  const head = headEnd === -1 ? '' : `${transcript.slice(0, headEnd).replaceAll('\n', '\r\n')}\r\n\r\n`;
  const body = headEnd === -1 ? transcript : transcript.slice(headEnd + 2);
  const steps: Step[] = head === '' ? [] : [{ send: Buffer.from(withLength(head, body)) }];
  let text = '';
  const flush = (): void => {
    if (text !== '') steps.push({ send: Buffer.from(text) });
    text = '';
  };
  for (const line of body.split(/(?<=\n)/)) {
    const step = parseDirective(line.trim());
    if (!step) {
      text += line;
      continue;
    }
    flush();
    steps.push(step);
  }
  flush();
  return steps;
}

function parseDirective(line: string): Step | null {
  const pause = /^#pause (\d+)$/.exec(line);
  if (pause) return { pauseMs: Number(pause[1]) };
  if (line === '#cut') return { end: 'cut' };
  return line === '#hang' ? { end: 'hang' } : null;
}

// `content-length: auto` stands for the length of the body, which nobody wants to count by hand.
function withLength(head: string, body: string): string {
  return head.replace(/content-length: auto/i, `content-length: ${Buffer.byteLength(body)}`);
}
