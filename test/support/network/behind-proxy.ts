import { HttpProxy } from './http-proxy.ts';
import type { LocalProxy, ProxyLogin } from './local-proxy.ts';
import {
  startBotIn,
  startSurroundings,
  type RunningBot,
  type RunningBotOptions,
} from '../bot/running-bot.ts';
import { SocksProxy } from './socks-proxy.ts';

/** With all that has a meaning in a URL. */
export const LOGIN: ProxyLogin = { user: 'some one', password: 'p@ss:w%rd/1?' };

export const PROXIES: readonly [name: string, create: () => LocalProxy, login: ProxyLogin | null][] = [
  ['an HTTP proxy', () => new HttpProxy(), null],
  ['an HTTP proxy with a password', () => new HttpProxy(), LOGIN],
  ['a SOCKS5 proxy', () => new SocksProxy(), null],
  ['a SOCKS5 proxy with a password', () => new SocksProxy(), LOGIN],
];

/** Stand-ins under names that only the proxy can resolve, so that nothing can go around it. */
export async function surroundingsBehind(proxy: LocalProxy, options: RunningBotOptions = {}) {
  const surroundings = await startSurroundings(options);
  const { environment } = surroundings;
  for (const [name, value] of Object.entries(environment)) {
    const [, service] = /^(\w+)_(?:API_ROOT|BASE_URL)$/.exec(name) ?? [];
    if (!service) continue;
    const host = service.toLowerCase();
    environment[name] = value.replace('127.0.0.1', `${host}.invalid`);
  }
  environment['PROXY_URL'] = proxy.url();
  return surroundings;
}

/** The real bot behind a proxy. */
export async function startBotBehind(
  proxy: LocalProxy,
  options: RunningBotOptions = {},
): Promise<RunningBot> {
  return startBotIn(await surroundingsBehind(proxy, options));
}

/** The names that the proxy was asked to reach. */
export function hostsOf({ targets }: LocalProxy): string[] {
  return [...new Set(targets.map((target) => target.split(':')[0] ?? ''))].toSorted();
}
