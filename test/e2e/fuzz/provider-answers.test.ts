import { startProviderStandIn } from '../../../src/tools/stand-ins/providers/provider-stand-in.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { ProviderError } from '../../../src/providers/contract/provider-error.ts';
import type { Provider } from '../../../src/providers/contract/provider.ts';
import { builtInProviders } from '../../../src/providers/registry.ts';
import { withDeadline } from '../../../src/providers/with-deadline.ts';
import { count, SEED } from './how-much.ts';
import { startManglingProxy } from './mangling-proxy.ts';
import { PERSONS_WORDS, PROVIDERS_WORDS } from './message-content.ts';

const CALLS = Math.ceil(count(800, 0.5) / builtInProviders.length);
const AT_ONCE = 16;
const KEY = 'fuzz-provider-key-secret';
const DEADLINES = { firstEventMs: 3_000, silenceMs: 3_000, totalMs: 6_000 };

describe.each(builtInProviders.map((entry) => [entry.id, entry] as const))('%s', (id, entry) => {
  it('answers or fails with a ProviderError, whatever bytes are corrupted', async () => {
    const standIn = await startProviderStandIn(id, {
      apiKey: KEY,
      answer: () => `Some ${PROVIDERS_WORDS} and more.`,
    });
    const proxy = await startManglingProxy(standIn.baseUrl, SEED, 100);
    const printed = keepPrinted();
    const provider = withDeadline(
      await entry.create({ apiKey: KEY, baseUrl: proxy.url, clock: systemClock }),
      systemClock,
      DEADLINES,
    );
    let answered = 0;
    const failures = new Map<string, number>();
    const waiting = Array.from({ length: CALLS }, (_, index) => index).values();
    const work = async () => {
      for (const index of waiting) {
        // Refusals are responses too.
        if (index % 5 === 0)
          standIn.fail({ kind: 'status', status: [400, 401, 429, 500][(index / 5) % 4] ?? 500 });
        const end = await ask(provider, entry.defaultModels[0] ?? '');
        if (end === null) answered++;
        else failures.set(end.reason, (failures.get(end.reason) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await proxy.close();
    await standIn.close();
    expect(printed.stop()).not.toMatch(new RegExp(`${PROVIDERS_WORDS}|${PERSONS_WORDS}|${KEY}`));
    // Some changes are harmless, others end the answer in every possible way.
    expect(answered).toBeGreaterThan(0);
    expect(failures.size).toBeGreaterThan(2);
  }, 1_800_000);
});

/** Resolves with the failure, or with `null` for an answer. */
async function ask(provider: Provider, model: string): Promise<ProviderError | null> {
  const messages = [{ role: 'user', content: `Tell me of ${PERSONS_WORDS}` } as const];
  const { signal } = new AbortController();
  try {
    let ends = 0;
    for await (const event of provider.chat({ model, messages, maxOutputTokens: 100, signal }))
      if (event.type === 'finish') ends++;
    expect(ends).toBe(1);
    return null;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    expect(error.message).not.toContain(KEY);
    expect(error.message).not.toContain(PERSONS_WORDS);
    return error;
  }
}

/** Captures everything printed from now on, since SDKs print odd events. */
function keepPrinted(): { stop: () => string } {
  let printed = '';
  const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
  const originals = methods.map((method) => console[method]);
  for (const method of methods) console[method] = (...words: unknown[]) => void (printed += words.join(' '));
  return {
    stop: () => {
      for (const [index, method] of methods.entries()) console[method] = originals[index] ?? console.log;
      return printed;
    },
  };
}
