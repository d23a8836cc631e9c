import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { FetchThrough } from './fetch-through.ts';
import { describeProxy, readProxyAddress } from './proxy-address.ts';

/** How the bot reaches Telegram and the providers. */
export interface Network {
  /** The proxy in use, without its login; `null`: everything is reached directly. */
  proxy: string | null;
  /** For the providers, in place of the global one; `undefined` without a proxy. */
  fetch: typeof fetch | undefined;
  /** For Telegram: at most so many connections that a thousand people at once do not open a thousand. */
  telegramFetch: typeof fetch | undefined;
  close(): Promise<void>;
}

const DIRECT: Network = {
  proxy: null,
  fetch: undefined,
  telegramFetch: undefined,
  close: () => Promise.resolve(),
};

/** How long a proxy may take: it has to reach the target meanwhile. */
const TUNNEL_TIMEOUT_MS = 10_000;
const MOST_TELEGRAM_CONNECTIONS = 128;

/**
 * The way to the outside: direct, or with a `PROXY_URL` every connection through that proxy, to addresses of this
 * machine too. What it takes is loaded only then.
 */
export async function openNetwork(proxyUrl: string | null, clock: Clock, logger: Logger): Promise<Network> {
  if (proxyUrl === null) return DIRECT;
  const [{ createTunnel }, { fetchThrough }, { watchProxy }] = await Promise.all([
    import('./create-tunnel.ts'),
    import('./fetch-through.ts'),
    import('./watch-proxy.ts'),
  ]);
  const address = readProxyAddress(proxyUrl);
  const proxy = describeProxy(address);
  const openTunnel = watchProxy(createTunnel(address, TUNNEL_TIMEOUT_MS, clock), proxy, logger);
  const providers: FetchThrough = fetchThrough(openTunnel, null);
  const telegram = fetchThrough(openTunnel, MOST_TELEGRAM_CONNECTIONS);
  return {
    proxy,
    fetch: providers.fetch,
    telegramFetch: telegram.fetch,
    close: async () => {
      await Promise.all([providers.close(), telegram.close()]);
    },
  };
}
