import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { ApiClientOptions } from 'grammy';

export interface TelegramClient {
  apiRoot: string;
  /** In place of grammY's own, such as one that goes through a proxy. */
  fetch: typeof fetch | undefined;
}

const MOST_CONNECTIONS = 128;

/** How grammY reaches Telegram. */
export function clientOptions({ apiRoot, fetch }: TelegramClient, timeoutSeconds: number): ApiClientOptions {
  // Declared in the terms of node-fetch, whose types the global one does not match.
  if (fetch)
    return { apiRoot, timeoutSeconds, fetch: fetch as unknown as NonNullable<ApiClientOptions['fetch']> };
  return { apiRoot, timeoutSeconds, baseFetchConfig: { compress: true, agent: createAgent(apiRoot) } };
}

/** Connections that are kept: a thousand people at once shall not open a thousand of them. */
function createAgent(apiRoot: string): HttpAgent {
  const limits = { keepAlive: true, maxSockets: MOST_CONNECTIONS };
  return apiRoot.startsWith('https:') ? new HttpsAgent(limits) : new HttpAgent(limits);
}
