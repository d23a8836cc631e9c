import type { Provider } from './contract/provider.ts';
import type { ProviderEntry } from './registry.ts';

/**
 * The provider of an entry, loaded by the first call: an SDK has up to 700 modules, and most installations are answered
 * by the first of their providers alone. What `load` bounds in time does not include the loading.
 */
export function createLazyProvider(
  { id, transcribes }: Pick<ProviderEntry, 'id' | 'transcribes'>,
  load: () => Promise<Provider>,
): Provider {
  let loading: Promise<Provider> | null = null;
  const loaded = (): Promise<Provider> =>
    (loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    }));
  return {
    id,
    chat: async function* (request) {
      yield* (await loaded()).chat(request);
    },
    ...(transcribes && {
      transcribe: async (request) => {
        const { transcribe } = await loaded();
        if (!transcribe) throw new Error(`${id} does not transcribe`);
        return transcribe(request);
      },
    }),
    checkHealth: async (signal) => (await loaded()).checkHealth(signal),
  };
}
