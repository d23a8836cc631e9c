import { createHmac } from 'node:crypto';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { FastClock } from '../../support/clocks/fast-clock.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { startHttpReceiver, type HttpReceiver, type Received } from '../../support/network/http-receiver.ts';
import { MAIN, MAIN_MODEL, MAIN_NAME } from '../../support/bot/main-provider.ts';

const SECRET = 'webhook-secret-of-the-test';

interface Point {
  attributes: { key: string; value: { stringValue: string } }[];
  sum?: number;
}

interface Metric {
  name: string;
  histogram?: { dataPoints: Point[] };
}

let receiver: HttpReceiver;
let bot: RunningBot | null;
beforeEach(async () => {
  bot = null;
  receiver = await startHttpReceiver();
});
afterEach(async () => {
  await bot?.stop();
  await receiver.close();
});

const idOf = ({ body }: Received) => (JSON.parse(body) as { id: string }).id;

describeOnOneEngine('a bot with HEARTBEAT_URL', (engine) => {
  it('calls it while Telegram and the database answer', async () => {
    bot = await startRunningBot({ engine, environment: { HEARTBEAT_URL: `${receiver.url}/ping?status=up` } });
    const { method, path } = await receiver.waitFor(() => true);
    expect({ method, path }).toEqual({ method: 'GET', path: '/ping?status=up' });
    expect(bot.log.join('')).not.toContain('/ping?status=up');
  });
});

describe('a bot with HEARTBEAT_URL whose Telegram does not answer', () => {
  it('calls it again in the first minute in which Telegram does', async () => {
    const clock = new FastClock(30);
    bot = await startRunningBot({ environment: { HEARTBEAT_URL: `${receiver.url}/ping` }, clock });
    const first = await receiver.waitFor(() => true);
    const { telegram } = bot;
    const looks = () => telegram.calls.filter(({ method }) => method === 'getMe').length;
    const looksBefore = looks();
    telegram.failNext('getMe', { errorCode: 502, description: 'Bad Gateway' }, 2);
    await receiver.waitFor((request) => request !== first);
    // It looked while Telegram failed, and called only once it did not.
    expect(looks() - looksBefore).toBeGreaterThanOrEqual(3);
    expect(receiver.received).toHaveLength(2);
  });
});

describeOnOneEngine('a bot with ALERT_WEBHOOK_URL', (engine) => {
  const start = () =>
    startRunningBot({
      engine,
      environment: { ALERT_WEBHOOK_URL: `${receiver.url}/alerts?team=1`, ALERT_WEBHOOK_SECRET: SECRET },
      providers: { [MAIN]: {}, cohere: {} },
    });

  it('posts what admins are told, signed', async () => {
    bot = await start();
    bot.provider(MAIN).fail({ kind: 'status', status: 401 });
    await bot.ask(OMID, 'hello');
    const { method, path, headers, body } = await receiver.waitFor(({ body }) => body.includes('down'));
    expect({ method, path }).toEqual({ method: 'POST', path: '/alerts?team=1' });
    expect(headers['content-type']).toBe('application/json');
    const signature = createHmac('sha256', SECRET).update(body).digest('hex');
    expect(headers['x-signature-256']).toBe(`sha256=${signature}`);
    expect(JSON.parse(body)).toMatchObject({
      type: 'provider',
      change: 'down',
      provider: MAIN,
      reason: 'unauthorized',
      fallback: 'cohere',
      text: expect.stringContaining(`${MAIN_NAME} is down`) as string,
    });
    expect(bot.log.join('')).not.toContain(SECRET);
  });

  it('posts it again when the receiver took it at no time before', async () => {
    receiver.answer.status = 503;
    bot = await start();
    bot.provider(MAIN).fail({ kind: 'status', status: 401 });
    await bot.ask(OMID, 'hello');
    const first = await receiver.waitFor(({ body }) => body.includes('down'));
    receiver.answer.status = 200;
    const second = await receiver.waitFor((request) => request !== first && idOf(request) === idOf(first));
    expect(second.body).toBe(first.body);
    expect(second.headers['x-signature-256']).toBe(first.headers['x-signature-256']);
  });
});

describe('a bot with OTEL_EXPORTER_OTLP_ENDPOINT', () => {
  const metricsIn = ({ body }: Received): Metric[] =>
    (
      JSON.parse(body) as { resourceMetrics: { scopeMetrics: { metrics: Metric[] }[] }[] }
    ).resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics));
  const pointsOf = (request: Received, name: string) =>
    metricsIn(request).find((metric) => metric.name === name)?.histogram?.dataPoints ?? [];

  it.each([{}, { PORT: 'any' }])(
    'exports the requests by the names of the conventions, with %j',
    async (web) => {
      const environment = {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=secret%20of%20the%20collector',
        OTEL_METRIC_EXPORT_INTERVAL: '1000',
        ...('PORT' in web && { PORT: String(await freePort()), LISTEN_HOST: '127.0.0.1' }),
      };
      bot = await startRunningBot({ environment });
      await bot.ask(OMID, 'What is the capital of France?');
      const request = await receiver.waitFor((one) => pointsOf(one, 'gen_ai.client.token.usage').length > 0);
      const { method, path, headers } = request;
      expect({ method, path }).toEqual({ method: 'POST', path: '/v1/metrics' });
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        'x-api-key': 'secret of the collector',
      });
      const [row] = await bot.requests();
      const sums = pointsOf(request, 'gen_ai.client.token.usage').map(({ attributes, sum }) => ({
        ...Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue])),
        sum,
      }));
      const labels = {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': MAIN,
        'gen_ai.request.model': MAIN_MODEL,
      };
      expect(sums).toEqual([
        { ...labels, 'gen_ai.token.type': 'input', sum: row?.promptTokens },
        { ...labels, 'gen_ai.token.type': 'output', sum: row?.completionTokens },
      ]);
      expect(pointsOf(request, 'gen_ai.client.operation.duration')).toHaveLength(1);
      expect(bot.log.join('')).not.toContain('secret of the collector');
    },
  );

  it('exports once more at its end', async () => {
    bot = await startRunningBot({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url } });
    await bot.ask(OMID, 'What is the capital of France?');
    expect(receiver.received).toEqual([]);
    await bot.stop();
    bot = null;
    expect(receiver.received.map((one) => pointsOf(one, 'gen_ai.client.token.usage').length)).toEqual([2]);
  });
});
