import { createLazyProvider } from '../../../src/providers/lazy-provider.ts';
import type { Provider } from '../../../src/providers/contract/provider.ts';

const signal = new AbortController().signal;

function loading(outcomes: readonly (Error | null)[]) {
  const left = [...outcomes];
  const provider: Provider = {
    id: 'cohere',
    chat: async function* () {
      yield { type: 'text', text: 'Hello' };
    },
    checkHealth: async () => undefined,
  };
  const counted = { loads: 0 };
  const load = async () => {
    counted.loads++;
    const failure = left.shift();
    if (failure) throw failure;
    return provider;
  };
  return { counted, lazy: createLazyProvider({ id: 'cohere' }, load) };
}

describe('a lazy provider', () => {
  it('is loaded by its first call, once for many', async () => {
    const { counted, lazy } = loading([]);
    expect(counted.loads).toBe(0);
    const chat = lazy.chat({ model: 'm', messages: [], maxOutputTokens: 1, signal });
    expect(counted.loads).toBe(0);
    const [first] = await Promise.all([chat.next(), lazy.checkHealth(signal), lazy.checkHealth(signal)]);
    expect(first.value).toEqual({ type: 'text', text: 'Hello' });
    expect(counted.loads).toBe(1);
  });

  it('is loaded again after a load that failed', async () => {
    const { counted, lazy } = loading([new Error('too many open files')]);
    await expect(lazy.checkHealth(signal)).rejects.toThrow('too many open files');
    await lazy.checkHealth(signal);
    expect(counted.loads).toBe(2);
  });

  it('says before it is loaded whether it transcribes', () => {
    const load = () => Promise.reject(new Error('not loaded'));
    expect(createLazyProvider({ id: 'groq', transcribes: true }, load).transcribe).toBeDefined();
    expect(createLazyProvider({ id: 'cohere' }, load).transcribe).toBeUndefined();
  });
});
