import type { ReadAddress } from './database-url.ts';
import { hasRawPassword, RAW_PASSWORD } from './raw-password.ts';

const KINDS = 'must be a URL that begins with http:// or https:// or socks5://';
/** Of Telegram's apps alone: their protocol carries nothing but Telegram. */
const MTPROTO = /^(?:tg:|https?:\/\/(?:t|telegram)\.me\/)/i;

/** Reads the address of a proxy. `socks5h` says that the proxy resolves names, as it always does here. */
export function readProxyUrl(text: string): ReadAddress {
  const url = text.replace(/^socks5h:/i, 'socks5:').replace(/\/+$/, '');
  return { url, problem: problemOf(url) };
}

function problemOf(url: string): string | null {
  if (MTPROTO.test(url))
    return 'is a link to an MTProto proxy, which serves the apps of Telegram alone: name an HTTP or SOCKS5 proxy';
  if (hasRawPassword(url)) return RAW_PASSWORD;
  if (!/^(?:https?|socks5):\/\//i.test(url) || !URL.canParse(url)) return KINDS;
  const { hostname, pathname, search, hash } = new URL(url);
  if (hostname === '') return 'must name the host of the proxy';
  return pathname.length > 1 || search || hash ? 'must be the proxy alone, without a path, ? or #' : null;
}
