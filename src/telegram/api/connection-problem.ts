import { GrammyError } from 'grammy';
import { describeError } from '../../foundation/describe-error.ts';
import { proxyProblem } from '../../network/proxy-error.ts';

/** What operators can do about it depends on these two. */
export interface WayToTelegram {
  apiRoot: string;
  /** The proxy in use, without its login; `null`: none. */
  proxy: string | null;
}

export interface ConnectionProblem {
  /** What failed, in a word or two, and how. */
  cause: string;
  remedy: string;
}

const TELEGRAM = 'https://api.telegram.org';

const CAUSES: readonly [codes: RegExp, cause: string][] = [
  [/\b(ENOTFOUND|EAI_\w+)\b/, 'DNS: the name of the server is not found'],
  [/\bECONNREFUSED\b/, 'refused: nothing listens at this address'],
  [
    /ERR_TLS|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(VERIFY|GET)|ERR_SSL|EPROTO|certificate|secure TLS|wrong version number/i,
    'TLS: no secure connection, as where somebody intercepts it',
  ],
  [/ETIMEDOUT|UND_ERR_\w*TIMEOUT|timed? ?out/i, 'timed out: no answer came'],
  [/\b(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ENETDOWN)\b/, 'no route: this machine has no network to it'],
  [/ECONNRESET|EPIPE|UND_ERR_SOCKET|socket hang up|other side closed/i, 'reset: the connection was cut'],
  [/JSON|Unexpected token/i, 'something that is not the Bot API answers at this address'],
];

/** The cause of a call that did not reach Telegram, and what to do about it. */
export function connectionProblem(error: unknown, way: WayToTelegram): ConnectionProblem {
  const words = allWords(error);
  const proxy = proxyProblem(words.split('\n').find((line) => proxyProblem(line) !== null) ?? '');
  if (proxy !== null) return { cause: proxy, remedy: 'check PROXY_URL, and that the proxy runs' };
  if (error instanceof GrammyError)
    return {
      cause: `Telegram answers ${error.error_code}: ${error.description}`,
      remedy: isRefusedToken(error) ? 'check BOT_TOKEN: @BotFather shows it' : remedyFor(way),
    };
  const known = CAUSES.find(([codes]) => codes.test(words));
  return { cause: known?.[1] ?? describeError(error), remedy: remedyFor(way) };
}

/** Telegram was reached, and does not know the token, or not any more. */
export function isRefusedToken(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 401;
}

function remedyFor({ apiRoot, proxy }: WayToTelegram): string {
  if (proxy !== null)
    return `check that the proxy of PROXY_URL (${proxy}) reaches the address of TELEGRAM_API_ROOT`;
  if (apiRoot !== TELEGRAM)
    return 'check TELEGRAM_API_ROOT and that this server runs; where it is blocked, set PROXY_URL to a proxy';
  return 'check the network of this machine; where Telegram is blocked, set PROXY_URL to an http://, https:// or socks5:// proxy';
}

/** Codes and messages of an error and of those that it hides, one a line. */
function allWords(error: unknown, depth = 0): string {
  if (!(error instanceof Object) || depth > 5) return String(error);
  const { code, message, cause, error: inner, errors } = error as Record<string, unknown>;
  const own = [code, message].filter((one) => typeof one === 'string');
  const hidden = [cause, inner, ...(Array.isArray(errors) ? (errors as unknown[]) : [])].filter(Boolean);
  return [...own, ...hidden.map((one) => allWords(one, depth + 1))].join('\n');
}
