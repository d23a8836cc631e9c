/** Begins every message about the proxy, so that it can be recognized when only an error's text is left. */
const PROXY = 'the proxy (PROXY_URL)';

/** The operator's proxy failed, and nothing was sent. The message never contains the password. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code = 'EPROXY';
  /** The unreachable target as `host:port`; `null` if nothing is reachable. */
  readonly target: string | null;

  /** `what` completes the sentence "the proxy …". */
  constructor(what: string, target: string | null = null) {
    super(`${PROXY} ${what}`);
    this.target = target;
  }
}

/** The part of an error's text about the proxy; `null` if there is none. */
export function proxyProblem(text: string): string | null {
  const start = text.indexOf(PROXY);
  return start < 0 ? null : text.slice(start);
}
