import { StringDecoder } from 'node:string_decoder';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Clock } from '../../foundation/clock.ts';
import { withTimeout } from '../../foundation/with-timeout.ts';
import { asRecord } from '../contract/as-record.ts';

/** What ends a stream in OpenAI's wire format; usage may come before it, nothing after. */
const DONE = '[DONE]';
/** A server that is done closes the stream, by which its connection can be used again; more is not waited for. */
const CLOSING_MS = 20;

/** Far above any answer, which a server that does not stream sends in one piece. */
const LONGEST_BODY = 16_000_000;

/**
 * The events of a stream, parsed, as many at a time as arrived together: taken one by one, each would cost its own
 * turns of the event loop. One that is named `error` becomes an object with `error`. Throws `SyntaxError`, which
 * quotes nothing, for what is no JSON, after what came before. A body that is no stream, whatever its content type says,
 * is one event: an error sent with 200, or the answer of a service that does not stream. `onComment` is told of each
 * keep-alive, by which OpenRouter says that a model is at work (https://openrouter.ai/docs/api-reference/streaming).
 */
export async function* readEventStream(
  body: AsyncIterable<Uint8Array> | null,
  clock: Clock,
  onComment?: () => void,
): AsyncGenerator<unknown[], void, undefined> {
  if (!body) return;
  // The standard's decoder costs more for a few words than all that follows.
  const decoder = new StringDecoder('utf8');
  let messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => void messages.push(message), onComment });
  let beginning: string | null = '';
  const pieces = piecesOf(body);
  let isDone = false;
  try {
    for (;;) {
      const piece = isDone
        ? await withTimeout(clock, CLOSING_MS, pieces.next()).catch(() => null)
        : await pieces.next();
      const isOver = piece?.done !== false;
      const text = isOver ? '' : decoder.write(piece.value ?? new Uint8Array());
      // A byte order mark is no part of the first line.
      if (beginning !== null) beginning += beginning === '' ? text.replace(/^\uFEFF/, '') : text;
      if (beginning !== null && isNoStream(beginning)) {
        if (!isOver) continue;
        if (beginning.trim() !== '') yield [parseBody(beginning)];
        return;
      }
      parser.feed(beginning ?? text);
      beginning = null;
      // The last event may lack its end.
      if (isOver) parser.feed('\n\n');
      isDone ||= messages.some(({ data }) => data.trim() === DONE);
      yield* parsed(messages, isOver);
      messages = [];
      if (isOver) return;
    }
  } finally {
    // Not awaited: a server that keeps the stream open would keep the answer.
    pieces.close().catch(() => undefined);
  }
}

/** Whether a body that begins so is no event stream, or may still be none: no line of one begins with these. */
function isNoStream(beginning: string): boolean {
  if (beginning.length > LONGEST_BODY) throw new SyntaxError('the body is too long');
  return /^\s*(?:[{[<]|$)/.test(beginning);
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError('the body is neither a stream nor JSON');
  }
}

interface Pieces {
  next(): Promise<{ done?: boolean; value?: Uint8Array }>;
  close(): Promise<unknown>;
}

/** The bytes of a body as they arrive. An iterator of a web stream could not close it while it waits for more. */
function piecesOf(body: AsyncIterable<Uint8Array>): Pieces {
  if (body instanceof ReadableStream) {
    const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
    return { next: () => reader.read(), close: () => reader.cancel() };
  }
  const iterator = body[Symbol.asyncIterator]();
  return { next: () => iterator.next(), close: async () => iterator.return?.() };
}

/** `isCut` when the last event may lack its end: then it was not sent whole. */
function* parsed(messages: readonly EventSourceMessage[], isCut: boolean): Generator<unknown[]> {
  const events: unknown[] = [];
  let unreadable: SyntaxError | null = null;
  for (const message of messages) {
    try {
      events.push(...parseMessage(message));
    } catch {
      unreadable = new SyntaxError('an event is no JSON');
      break;
    }
  }
  if (events.length > 0) yield events;
  if (unreadable && !isCut) throw unreadable;
}

function parseMessage({ event, data }: EventSourceMessage): unknown[] {
  const values = parseData(data);
  if (event !== 'error') return values;
  return values.map((value) => ('error' in asRecord(value) ? value : { error: value }));
}

/** Some servers leave out the empty line between two events: then each line of data is one. */
function parseData(data: string): unknown[] {
  if (data.trim() === DONE || data.trim() === '') return [];
  try {
    return [JSON.parse(data)];
  } catch (error) {
    if (!data.includes('\n')) throw error;
    return data.split('\n').flatMap(parseData);
  }
}
