import { HttpError, type RawApi, type Transformer } from 'grammy';
import { ProxyError } from '../../../src/network/proxy-error.ts';
import { connectionProblem } from '../../../src/telegram/api/connection-problem.ts';
import { watchConnection } from '../../../src/telegram/api/watch-connection.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

const WAY = { apiRoot: 'https://api.telegram.org', proxy: null };

function coded(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

const lost = (error: Error) => new HttpError("Network request for 'getMe' failed!", error);

describe('why Telegram cannot be reached', () => {
  it.each([
    [lost(coded('ENOTFOUND', 'getaddrinfo ENOTFOUND api.telegram.org')), /^DNS/],
    [lost(coded('EAI_AGAIN')), /^DNS/],
    [lost(new AggregateError([coded('ECONNREFUSED')])), /^refused/],
    [lost(coded('UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error')), /^timed out/],
    [lost(new TypeError('fetch failed', { cause: coded('ETIMEDOUT') })), /^timed out/],
    [lost(new Error("Request to 'getMe' timed out after 60 seconds")), /^timed out/],
    [lost(coded('SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain')), /^TLS/],
    [lost(coded('ERR_SSL_WRONG_VERSION_NUMBER')), /^TLS/],
    [
      lost(
        coded(
          'ECONNRESET',
          'Client network socket disconnected before secure TLS connection was established',
        ),
      ),
      /^TLS/,
    ],
    [lost(coded('ECONNRESET', 'read ECONNRESET')), /^reset/],
    [lost(coded('UND_ERR_SOCKET', 'other side closed')), /^reset/],
    [lost(coded('ENETUNREACH')), /^no route/],
    [lost(new SyntaxError('Unexpected token < in JSON')), /not the Bot API/],
  ])('is told of failure %#', (error, cause) => {
    const problem = connectionProblem(error, WAY);
    expect(problem.cause).toMatch(cause);
    expect(problem.remedy).toContain('PROXY_URL');
  });

  it('names the proxy where that is at fault', () => {
    const error = lost(
      new TypeError('fetch failed', { cause: new ProxyError('cannot be used: ECONNREFUSED') }),
    );
    expect(connectionProblem(error, { ...WAY, proxy: 'socks5://h:1' })).toEqual({
      cause: 'the proxy (PROXY_URL) cannot be used: ECONNREFUSED',
      remedy: 'check PROXY_URL, and that the proxy runs',
    });
  });
});

describe('the watch of the connection', () => {
  const clock = new FakeClock();
  let log: ReturnType<typeof keepLogLines>;
  let watch: Transformer;
  let result: () => Promise<unknown>;

  beforeEach(() => {
    log = keepLogLines();
    watch = watchConnection({ ...WAY, clock, logger: log.logger });
    result = () => Promise.reject(lost(coded('ECONNREFUSED')));
  });

  const call = (method: keyof RawApi = 'getUpdates') =>
    (watch as (...parameters: unknown[]) => Promise<unknown>)(() => result(), method, {}).catch(
      () => undefined,
    );

  it('says of a refused token that it is refused, not that Telegram is out of reach', async () => {
    result = () => Promise.resolve({ ok: false, error_code: 401, description: 'Unauthorized' });
    await call('getMe');
    expect(log.lines).toMatchObject([
      {
        msg: 'Telegram does not accept the BOT_TOKEN',
        cause: 'Telegram answers 401: Unauthorized',
        remedy: 'check BOT_TOKEN: @BotFather shows it',
      },
    ]);
  });

  it('logs the first failure at once, and others with growing pauses', async () => {
    const seconds: unknown[] = [];
    for (let passed = 0; passed < 600; passed += 10) {
      await call();
      await clock.advance(10_000);
    }
    seconds.push(...log.lines.map((line) => line['forSeconds']));
    expect(seconds).toEqual([0, 30, 90, 210, 450]);
    expect(log.lines[0]).toMatchObject({
      level: 'warn',
      address: WAY.apiRoot,
      cause: expect.stringMatching(/^refused/),
      remedy: expect.stringContaining('PROXY_URL'),
    });
    result = async () => ({ ok: true });
    await call();
    expect(log.lines.at(-1)).toMatchObject({ msg: 'Telegram can be reached again', forSeconds: 600 });
  });

  it('logs after five seconds that a first call has no answer', async () => {
    let answer: (value: unknown) => void = () => undefined;
    result = () => new Promise((resolve) => (answer = resolve));
    const asked = call('getMe');
    await clock.advance(5_000);
    expect(log.lines).toMatchObject([{ cause: 'timed out: no answer came' }]);
    answer({ ok: true });
    await asked;
    expect(log.lines).toHaveLength(2);
  });

  it('does not take a long poll for a lost connection', async () => {
    result = () => new Promise(() => undefined);
    void call('getUpdates');
    await clock.advance(60_000);
    expect(log.lines).toEqual([]);
  });
});
