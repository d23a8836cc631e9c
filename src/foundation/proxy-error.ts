/** How every message about the proxy begins, so that it is found again where only a text is left of an error. */
const PROXY = 'the proxy (PROXY_URL)';

/** The operator's proxy did not do its part, and nothing was sent. Its message never holds the password. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code = 'EPROXY';
  /** What cannot be reached for it, as `host:port`; `null`: nothing at all. */
  readonly target: string | null;

  /** `what` completes the sentence that begins with the proxy. */
  constructor(what: string, target: string | null = null) {
    super(`${PROXY} ${what}`);
    this.target = target;
  }
}

/** What the text of an error says of the proxy; `null` when it is about something else. */
export function proxyProblem(text: string): string | null {
  const start = text.indexOf(PROXY);
  return start < 0 ? null : text.slice(start);
}
