import { createOpenAiCompatible } from '../../../src/providers/openai-compatible.ts';
import { collect, failure, Wire } from './wire-behaviour.ts';

const SERVICE = { id: 'service', name: 'Service', headers: {} };

describe('a model with the protocol of OpenAI', () => {
  const wire = new Wire('services', (options) => createOpenAiCompatible(SERVICE, options));

  it('whose template knows no instruction gets it above the question', async () => {
    const provider = wire.provider();
    const body =
      '{"object":"error","message":"System role not supported","type":"BadRequestError","code":400}';
    wire.server.answer(
      `HTTP/1.1 400 Bad Request\ncontent-type: application/json\ncontent-length: auto\n\n${body}`,
    );
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello?' },
    ] as const;
    expect(await failure(collect(provider, { messages }))).toMatchObject({ mayRepeat: true });
    await wire.replay('ollama');
    await collect(provider, { messages });
    expect(JSON.parse(wire.server.request.body).messages).toEqual([
      { role: 'user', content: 'Be brief.\n\nHello?' },
    ]);
  });
});
