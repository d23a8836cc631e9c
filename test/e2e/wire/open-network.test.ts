import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createSecureServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  startLoopbackServer,
  type LoopbackServer,
} from '../../../src/tools/stand-ins/http/loopback-server.ts';
import { readBody } from '../../../src/tools/stand-ins/http/read-body.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { ProxyError } from '../../../src/network/proxy-error.ts';
import { createTunnel } from '../../../src/network/create-tunnel.ts';
import { openNetwork, type Network } from '../../../src/network/open-network.ts';
import { readProxyAddress } from '../../../src/network/proxy-address.ts';
import { LOGIN, PROXIES } from '../../support/network/behind-proxy.ts';
import { CERTIFICATE } from '../../support/network/certificate.ts';
import { HttpProxy } from '../../support/network/http-proxy.ts';
import { keepLogLines, type LogLines } from '../../support/bot/log-lines.ts';
import { SocksProxy } from '../../support/network/socks-proxy.ts';

const NETWORK = new URL('../../../dist/parts/open-network.js', import.meta.url).href;
const run = promisify(execFile);

/** What a module prints in a process of its own, which has the built bot but not Jest's modules. */
async function printedBy(source: string, environment: Record<string, string> = {}): Promise<string> {
  const cwd = fileURLToPath(new URL('../../..', import.meta.url));
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', source], {
    cwd,
    env: environment,
  });
  return stdout.trim();
}

function messageOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error: unknown) => String(error),
  );
}

describe.each(PROXIES)('the network behind %s', (_, create, login) => {
  const proxy = create();
  let server: LoopbackServer;
  let log: LogLines;
  let network: Network;
  let url: string;

  beforeAll(async () => {
    server = await startLoopbackServer(async (request, response) => {
      if (request.url === '/slow') response.writeHead(200).write('first');
      if (request.url !== '/') return;
      response.end(`${request.headers['content-length'] ?? 'chunked'} ${String(await readBody(request))}`);
    });
    url = `http://somewhere.invalid:${server.port}`;
    proxy.login = login;
    await proxy.start();
  });
  const everyConnectionIsClosed = async () => {
    for (let tries = 0; tries < 100 && proxy.openSockets > 0; tries++) await sleep(10);
    expect(proxy.openSockets).toBe(0);
  };
  beforeEach(async () => {
    await everyConnectionIsClosed();
    log = keepLogLines();
    proxy.treat = () => 'reach';
    network = await openNetwork(proxy.url(), systemClock, log.logger);
  });
  afterEach(() => network.close());
  afterAll(async () => {
    await proxy.stop();
    await server.close();
  });

  const ask = (path: string, init: RequestInit = {}) => network.fetch?.(url + path, init) ?? fail();
  const fail = (): never => {
    throw new Error('there is no fetch');
  };

  it('carries a body of any kind, there and back', async () => {
    const sent: [unknown, RegExp][] = [
      ['سلام', /^8 سلام$/],
      [new Uint8Array([65, 66]), /^2 AB$/],
      [form(), /^\d+ -+\S+\r\n.*filename="voice\.ogg".*OggS/s],
      [new Blob(['streamed']).stream(), /^chunked streamed$/],
    ];
    for (const [body, expected] of sent) {
      const init = { method: 'POST', body, duplex: 'half', headers: { 'x-any': '1' } } as RequestInit;
      expect(await (await ask('/', init)).text()).toMatch(expected);
    }
    const sized = { method: 'POST', body: 'four', headers: { 'Content-Length': '4' } };
    expect(await (await ask('/', sized)).text()).toBe('4 four');
  });

  it.each(['/hang', '/slow'])('is aborted in every phase: %s', async (path) => {
    const controller = new AbortController();
    const call = ask(path, { signal: controller.signal }).then((response) => response.text());
    setTimeout(() => controller.abort(), 100);
    await expect(call).rejects.toThrow('aborted');
    await everyConnectionIsClosed();
    await expect(ask(path, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });

  it('tells a target that does not answer from a proxy that does not want to', async () => {
    proxy.treat = () => 'unreachable';
    await expect(ask('/')).rejects.toThrow('EHOSTUNREACH: somewhere.invalid');
    expect(log.lines).toEqual([]);
    proxy.treat = () => 'refuse';
    const refused = `the proxy (PROXY_URL) refuses to connect to somewhere.invalid:${server.port}`;
    expect(await messageOf(ask('/'))).toContain(refused);
    expect(await messageOf(ask('/'))).toContain(refused);
    expect(log.lines).toMatchObject([{ level: 'error', msg: 'the proxy does not work' }]);
    proxy.treat = () => 'reach';
    expect((await ask('/')).status).toBe(200);
    expect(log.lines.map(({ msg }) => msg)).toEqual(['the proxy does not work', 'the proxy works again']);
  });

  it('says that the login is wrong, or missing', async () => {
    proxy.login = LOGIN;
    const password = 'some wrong password';
    const wrong = await openNetwork(proxy.url({ ...LOGIN, password }), systemClock, log.logger);
    expect(await messageOf(wrong.fetch?.(url) ?? fail())).toContain(
      'the proxy (PROXY_URL) does not accept the user name and password',
    );
    const none = await openNetwork(proxy.url(null), systemClock, log.logger);
    expect(await messageOf(none.telegramFetch?.(url) ?? fail())).toContain(
      'the proxy (PROXY_URL) wants a user name and password',
    );
    expect(JSON.stringify(log.lines)).not.toMatch(/some/);
    await Promise.all([wrong.close(), none.close()]);
    proxy.login = login;
  });
});

describe('a PROXY_URL', () => {
  let server: Server;
  let reply: (socket: Socket) => unknown;
  let port: number;

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => reply(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());

  const problemWith = (scheme: string, timeoutMs = 5_000) => {
    const open = createTunnel(readProxyAddress(`${scheme}://127.0.0.1:${port}`), timeoutMs, systemClock);
    return open({ host: 'somewhere.invalid', port: 80 }).then(
      () => 'none',
      (error: unknown) => (error instanceof ProxyError ? error.message : `another: ${String(error)}`),
    );
  };

  it.each([
    ['http', 'SSH-2.0-server\r\n\r\n', 'cannot be used: it does not speak HTTP'],
    ['http', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'refuses to connect to somewhere.invalid:80 (HTTP 400)'],
    ['http', 'HTTP/1.1 401 Unauthorized\r\n\r\n', 'wants a user name and password'],
    ['http', 'HTTP/1.1 500 Unable to connect\r\n\r\n', expect.stringMatching(/^another: .*EHOSTUNREACH/)],
    ['https', 'HTTP/1.1 400 Bad Request\r\n\r\n', expect.stringContaining('cannot be used: E')],
    ['socks5', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'does not speak SOCKS5'],
    ['socks5', '', 'closed the connection'],
    ['http', '', 'cannot be used: ECONNRESET'],
  ])('of %s whose server answers %j is said to be none', async (scheme, answer, problem) => {
    reply = (socket) => socket.end(answer);
    expect((await problemWith(scheme)).replace('the proxy (PROXY_URL) ', '')).toEqual(problem);
  });

  it.each(['http', 'https', 'socks5'])(
    'of %s whose server says nothing is not waited for',
    async (scheme) => {
      reply = () => undefined;
      expect(await problemWith(scheme, 200)).toBe('the proxy (PROXY_URL) did not answer within 0.2 s');
    },
  );

  it('has the ports and the login that it leaves to be known', () => {
    expect(readProxyAddress('socks5://[::1]')).toEqual({
      kind: 'socks5',
      host: '::1',
      port: 1080,
      login: null,
    });
    expect(readProxyAddress('https://u@proxy.example')).toMatchObject({
      port: 443,
      login: { user: 'u', password: '' },
    });
    expect(readProxyAddress('http://u:50%off@h').login?.password).toBe('50%off');
  });
});

describe('an encrypted connection', () => {
  const names: unknown[] = [];
  const server = createSecureServer(CERTIFICATE, (request, response) => {
    names.push((request.socket as TLSSocket & { servername?: string }).servername);
    response.end('a secret');
  });
  let folder: string;
  let certificate: string;
  let port: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'certificate-'));
    certificate = join(folder, 'certificate.pem');
    await writeFile(certificate, CERTIFICATE.cert);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  const fetching = (proxyUrl: string, host: string) => `
    const { openNetwork } = await import(${JSON.stringify(NETWORK)});
    const network = await openNetwork(${JSON.stringify(proxyUrl)}, { after: (ms, action) => ({ cancel: clearTimeout.bind(null, setTimeout(action, ms)) }), monotonicMs: () => performance.now() }, { error() {}, info() {} });
    const say = async (fetch) => {
      try {
        console.log(await (await fetch('https://${host}:${port}/')).text());
      } catch (error) {
        console.log(error.cause?.code ?? error.message);
      }
    };
    await say(network.fetch);
    await say(network.telegramFetch);
    await network.close();`;

  it.each([
    ['http', () => new HttpProxy()],
    ['https', () => new HttpProxy(CERTIFICATE)],
    ['socks5', () => new SocksProxy()],
  ])('through an %s proxy is with the target itself, and checked', async (_, create) => {
    const proxy = create();
    await proxy.start();
    const trusting = { NODE_EXTRA_CA_CERTS: certificate };
    names.length = 0;
    expect(await printedBy(fetching(proxy.url(), 'secure.invalid'), trusting)).toBe('a secret\na secret');
    expect(names).toEqual(['secure.invalid', 'secure.invalid']);
    const strange = 'ERR_TLS_CERT_ALTNAME_INVALID';
    expect(await printedBy(fetching(proxy.url(), 'other.invalid'), trusting)).toBe(`${strange}\n${strange}`);
    const untrusted = await printedBy(fetching(proxy.url(), 'secure.invalid'));
    expect(untrusted).not.toContain('a secret');
    await proxy.stop();
  });
});

describe('without a proxy', () => {
  it('nothing is loaded for one', async () => {
    const preloaded = fileURLToPath(new URL('../../support/bot/list-libraries.cjs', import.meta.url));
    const loaded = async (proxyUrl: string | null) => {
      const source = `
        const { openNetwork } = await import(${JSON.stringify(NETWORK)});
        await openNetwork(${JSON.stringify(proxyUrl)}, {}, {});
        process.emit('SIGUSR2');`;
      const listing = { NODE_OPTIONS: `--require=${preloaded}` };
      const libraries = (await printedBy(source, listing)).split('\n');
      return ['undici', 'socks'].filter((name) => libraries.includes(name));
    };
    expect(await loaded(null)).toEqual([]);
    expect(await loaded('socks5://127.0.0.1:1')).toEqual(['undici', 'socks']);
  });
});

function form(): FormData {
  const data = new FormData();
  data.append('file', new Blob(['OggS']), 'voice.ogg');
  return data;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
