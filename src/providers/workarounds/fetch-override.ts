import { AsyncLocalStorage } from 'node:async_hooks';

const override = new AsyncLocalStorage<typeof fetch>();
let isInstalled = false;

/**
 * Runs `action` so that whatever it calls through the global `fetch` goes through `replacement`. For an SDK that
 * takes no `fetch` of its own (`@google/generative-ai` 0.24.1); everything else keeps the
 * global one.
 */
export function withFetch<T>(replacement: typeof fetch, action: () => T): T {
  install();
  return override.run(replacement, action);
}

// Once, and only when someone needs it: a bot without Gemini keeps the untouched global.
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const replacement = override.getStore();
    // Left outside, or a replacement that uses the global itself would call itself for ever.
    return replacement ? override.exit(() => replacement(input, init)) : original(input, init);
  };
}
