export interface ProxyAddress {
  kind: 'http' | 'https' | 'socks5';
  host: string;
  port: number;
  /** `null`: nobody has to log in. */
  login: { user: string; password: string } | null;
}

const PORTS = { http: 80, https: 443, socks5: 1080 };

/** The parts of a checked `PROXY_URL`. */
export function readProxyAddress(proxyUrl: string): ProxyAddress {
  const url = new URL(proxyUrl);
  const kind = url.protocol.slice(0, -1) as ProxyAddress['kind'];
  const hasLogin = url.username !== '' || url.password !== '';
  return {
    kind,
    host: bareHost(url.hostname),
    port: url.port === '' ? PORTS[kind] : Number(url.port),
    login: hasLogin ? { user: decode(url.username), password: decode(url.password) } : null,
  };
}

/** The address for logs: without the login. */
export function describeProxy({ kind, host, port }: ProxyAddress): string {
  return `${kind}://${authority(host, port)}`;
}

/** A host and a port as they stand in a URL. */
export function authority(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** A URL's host without the brackets around an IPv6 address. */
export function bareHost(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

// A password may hold a % that escapes nothing.
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
