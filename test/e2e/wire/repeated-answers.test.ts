import { createOpenAiCompatible } from '../../../src/providers/openai-compatible.ts';
import type { ChatEvent } from '../../../src/providers/contract/provider.ts';
import { collect, textOf, Wire } from './wire-behaviour.ts';

const SERVICE = { id: 'service', name: 'Service', headers: {} };

function measurementOf(events: readonly ChatEvent[]) {
  const finish = events.at(-1);
  return finish?.type === 'finish' ? finish.measurement : null;
}

describe('a streamed answer', () => {
  const wire = new Wire('services', (options) => createOpenAiCompatible(SERVICE, options));

  it.each(['', '#pause 50\n'])('that repeats all of it at the end is seen once %j', async (pause) => {
    // MiniMax, and others (GCWing/OpenBitFun#792, abundantbeing/hermes-browser-extension#11).
    const event = (fields: object) => `data: ${JSON.stringify(fields)}\n\n${pause}`;
    const body = [
      event({
        choices: [{ delta: { content: '', reasoning_content: 'They greet.' } }],
        usage: { total_tokens: 0 },
      }),
      event({ choices: [{ delta: { content: 'Hel' } }] }),
      event({ choices: [{ delta: { content: 'lo' }, finish_reason: 'stop' }] }),
      event({
        object: 'chat.completion',
        choices: [{ message: { content: 'Hello', reasoning_content: 'They greet.' }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 },
      }),
    ].join('');
    wire.server.answer(`HTTP/1.1 200 OK\ncontent-type: text/event-stream\nconnection: close\n\n${body}`);
    const events = await collect(wire.provider());
    expect(textOf(events)).toBe('Hello');
    expect(measurementOf(events)).toMatchObject({
      receivedText: 'Hello',
      receivedReasoning: 'They greet.',
      usage: { promptTokens: 7, completionTokens: 5 },
    });
  });

  it('that sends messages where others send pieces is whole', async () => {
    const event = (content: string) => `data: ${JSON.stringify({ choices: [{ message: { content } }] })}\n\n`;
    const end = 'data: {"choices":[{"message":{"content":"!"},"finish_reason":"stop"}]}\n\n';
    const body = `${event('Hel')}${event('lo')}#pause 50\n${end}`;
    wire.server.answer(`HTTP/1.1 200 OK\ncontent-type: text/event-stream\nconnection: close\n\n${body}`);
    expect(textOf(await collect(wire.provider()))).toBe('Hello!');
  });
});
