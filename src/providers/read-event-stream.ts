import { createParser } from 'eventsource-parser';

/** What ends a stream in OpenAI's wire format; usage may come before it, nothing after. */
const DONE = '[DONE]';

/**
 * The events of a stream, parsed, as many at a time as arrived together: taken one by one, each would cost its own
 * turns of the event loop. Throws `SyntaxError`, which quotes nothing, for what is no JSON, after what came before.
 */
export async function* readEventStream(
  body: AsyncIterable<Uint8Array> | null,
): AsyncGenerator<unknown[], void, undefined> {
  const decoder = new TextDecoder();
  let data: string[] = [];
  // Some servers leave out the empty line between two events: each line of data is one.
  const parser = createParser({ onEvent: (event) => void data.push(...event.data.split('\n')) });
  const take = () => {
    const lines = data;
    data = [];
    return lines.filter((line) => line.trim() !== '' && line.trim() !== DONE);
  };
  for await (const bytes of body ?? []) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    yield* parsed(take());
  }
  // The last event may lack its end.
  parser.feed('\n\n');
  yield* parsed(take());
}

function* parsed(lines: readonly string[]): Generator<unknown[]> {
  const events: unknown[] = [];
  let isReadable = true;
  for (const line of lines) {
    try {
      events.push(JSON.parse(line));
    } catch {
      isReadable = false;
      break;
    }
  }
  if (events.length > 0) yield events;
  if (!isReadable) throw new SyntaxError('an event is no JSON');
}
