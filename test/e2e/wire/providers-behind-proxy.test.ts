import { startProviderStandIn } from '../../../src/tools/stand-ins/providers/provider-stand-in.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { openNetwork, type Network } from '../../../src/network/open-network.ts';
import { createCerebras } from '../../../src/providers/cerebras.ts';
import { createCohere } from '../../../src/providers/cohere.ts';
import { createGemini } from '../../../src/providers/gemini.ts';
import { createGroq } from '../../../src/providers/groq.ts';
import type { Provider } from '../../../src/providers/contract/provider.ts';
import { collect, failure } from './wire-behaviour.ts';
import { PROXIES } from '../../support/network/behind-proxy.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';

const CREATORS = { groq: createGroq, gemini: createGemini, cerebras: createCerebras, cohere: createCohere };
const IDS = ['groq', 'gemini', 'cerebras', 'cohere'] as const;

describe.each(PROXIES)('behind %s', (_, create, login) => {
  const proxy = create();
  let network: Network;
  beforeAll(async () => {
    proxy.login = login;
    await proxy.start();
  });
  beforeEach(async () => {
    network = await openNetwork(proxy.url(), systemClock, keepLogLines().logger);
  });
  afterEach(() => network.close());
  afterAll(() => proxy.stop());

  it.each(IDS)('%s says whether the proxy or its own server fails', async (id) => {
    const standIn = await startProviderStandIn(id, { answer: () => 'Hello' });
    const { apiKey } = standIn;
    const baseUrl = standIn.baseUrl.replace('127.0.0.1', `${id}.invalid`);
    const provider: Provider = CREATORS[id]({ apiKey, baseUrl, fetch: network.fetch, clock: systemClock });
    const recording = { name: 'voice.ogg', mimeType: 'audio/ogg', data: Buffer.from('OggS') };
    const { signal } = new AbortController();
    const calls: (() => Promise<unknown>)[] = [
      () => collect(provider),
      () => provider.checkHealth(signal),
      () =>
        provider.transcribe?.({ model: 'whisper-large-v3-turbo', audio: recording, signal }) ??
        collect(provider),
    ];
    proxy.treat = () => 'refuse';
    for (const call of calls) {
      const error = await failure(call());
      expect(error).toMatchObject({ status: 'unavailable', reason: 'proxy' });
      expect(error.message).toMatch(/^\w+: the proxy \(PROXY_URL\) refuses to connect to \w+\.invalid:\d+/);
    }
    proxy.treat = () => 'unreachable';
    for (const call of calls)
      expect(await failure(call())).toMatchObject({ status: 'unavailable', reason: 'network' });
    proxy.treat = () => 'reach';
    await standIn.close();
  });
});
