import { existsSync, readFileSync } from 'node:fs';
import { FakeClock } from '../../support/clocks/fake-clock.ts';
import { builtInProviders, providerEntry } from '../../../src/providers/registry.ts';

const root = new URL('../../../', import.meta.url);

describe('the provider registry', () => {
  it('lists the four in order, each once', () => {
    expect(builtInProviders.map(({ id }) => id)).toEqual(['groq', 'gemini', 'cerebras', 'cohere']);
  });

  it('finds an entry by its id', () => {
    expect(providerEntry('cohere').name).toBe('Cohere');
  });

  describe.each(builtInProviders)('$id', (entry) => {
    it('creates a provider with its own id, without a request', async () => {
      const provider = await entry.create({
        apiKey: 'key',
        baseUrl: entry.baseUrl,
        clock: new FakeClock(),
        fetch: () => Promise.reject(new Error('a provider must not send anything before it is asked')),
      });
      expect(provider.id).toBe(entry.id);
    });

    it('has a default model, a server root and a rate that is not free', () => {
      expect(entry.defaultModels.length).toBeGreaterThan(0);
      expect(new URL(entry.baseUrl).pathname).toBe('/');
      expect(new URL(entry.manualCheckUrl).protocol).toBe('https:');
      expect(entry.flatUsdPerMillion).toBeGreaterThan(0);
    });

    it('has a test and recorded answers', () => {
      expect(existsSync(new URL(`test/e2e/wire/${entry.id}.test.ts`, root))).toBe(true);
      expect(existsSync(new URL(`test/e2e/wire/transcripts/${entry.id}/complete.http`, root))).toBe(true);
    });

    it.each(['API_KEY', 'BASE_URL', 'MODEL'])('has its %s line in .env.example', (setting) => {
      const example = readFileSync(new URL('.env.example', root), 'utf8');
      expect(example).toMatch(new RegExp(`^#? ?${entry.id.toUpperCase()}_${setting}=`, 'm'));
    });
  });
});
