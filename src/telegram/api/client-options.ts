import type { ApiClientOptions } from 'grammy';
import { createLightFetch } from '../../network/light-fetch.ts';

export interface TelegramClient {
  apiRoot: string;
  /** In place of the direct one, such as one that goes through a proxy. */
  fetch: typeof fetch | undefined;
}

/** Connections are kept: a thousand people at once shall not open a thousand of them. */
const MOST_CONNECTIONS = 128;

/** How grammY reaches Telegram. */
export function clientOptions({ apiRoot, fetch }: TelegramClient, timeoutSeconds: number): ApiClientOptions {
  const client = fetch ?? createLightFetch(MOST_CONNECTIONS);
  // Declared in the terms of node-fetch, whose types the global one does not match.
  return { apiRoot, timeoutSeconds, fetch: client as unknown as NonNullable<ApiClientOptions['fetch']> };
}
