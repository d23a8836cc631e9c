import { readEventStream } from '../../../../src/providers/protocols/read-event-stream.ts';
import { FakeClock } from '../../../support/clocks/fake-clock.ts';

async function* stream(...pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield new TextEncoder().encode(piece);
}

async function read(body: AsyncIterable<Uint8Array> | null, clock = new FakeClock()): Promise<unknown[][]> {
  const groups: unknown[][] = [];
  for await (const events of readEventStream(body, clock)) groups.push(events);
  return groups;
}

describe('an event stream', () => {
  it('gives the events of a piece together', async () => {
    const body = stream('data: {"a":1}\n\ndata: {"a":2}\n\n', 'data: {"a":', '3}\r\n\r\n: still there\n\n');
    expect(await read(body)).toEqual([[{ a: 1 }, { a: 2 }], [{ a: 3 }]]);
  });

  it('may lack its body, or the end of its last event', async () => {
    expect(await read(null)).toEqual([]);
    expect(await read(stream('data: {"a":1}'))).toEqual([[{ a: 1 }]]);
  });

  it('may begin with a byte order mark, as may a body that is no stream', async () => {
    expect(await read(stream('\uFEFFdata: {"a":1}\n\n'))).toEqual([[{ a: 1 }]]);
    expect(await read(stream('\uFEFF', 'data: {"a":1}\n\n'))).toEqual([[{ a: 1 }]]);
    expect(await read(stream('\uFEFF{"a":1}'))).toEqual([[{ a: 1 }]]);
  });

  it('has events whose JSON has many lines, and events that run together', async () => {
    const body = stream('data: {\ndata: "a": 1}\n\ndata: {"a":2}\ndata: {"a":3}\n\n');
    expect(await read(body)).toEqual([[{ a: 1 }, { a: 2 }, { a: 3 }]]);
  });

  it('tells of an error by its name, whatever its shape', async () => {
    const body = stream('event: error\ndata: {"message":"busy","code":429}\n\n');
    expect(await read(body)).toEqual([[{ error: { message: 'busy', code: 429 } }]]);
  });

  it('gives what came before an event that cannot be read, and quotes nothing of it', async () => {
    const groups = readEventStream(stream('data: {"a":1}\n\ndata: {secret\n\n'), new FakeClock());
    expect(await groups.next()).toMatchObject({ value: [{ a: 1 }] });
    await expect(groups.next()).rejects.toThrow(/^an event is no JSON$/);
  });

  it('is over at [DONE], though the server keeps it open', async () => {
    async function* open(): AsyncGenerator<Uint8Array> {
      yield* stream('data: {"a":1}\n\ndata: [DONE]\n\n');
      await new Promise(() => undefined);
    }
    const clock = new FakeClock();
    const groups = read(open(), clock);
    await clock.advance(20);
    expect(await groups).toEqual([[{ a: 1 }]]);
    expect(clock.pending).toBe(0);
  });
});
