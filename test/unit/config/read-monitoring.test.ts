import { secretsOf } from '../../../src/config/secrets-of.ts';
import { ConfigError } from '../../../src/config/environment-reader.ts';
import { readConfig } from '../../../src/config/read-config.ts';

const REQUIRED = { BOT_TOKEN: '123456:AAbb-cc_dd', ADMIN_IDS: '1' };

function read(environment: Record<string, string>) {
  return readConfig({ ...REQUIRED, ...environment }).monitoring;
}

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    read(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('how other programs watch the bot', () => {
  it('is not at all, unless it is set', () => {
    const nothing = { heartbeatUrl: null, alertWebhook: null, otlp: null };
    expect(read({})).toEqual(nothing);
    expect(read({ HEARTBEAT_URL: ' ', ALERT_WEBHOOK_SECRET: 'unused', OTEL_SERVICE_NAME: 'x' })).toEqual(
      nothing,
    );
  });

  it.each([
    ['https://hc-ping.com/0f0e', 'https://hc-ping.com/0f0e'],
    ['http://10.0.0.1:3001/api/push/x?status=up&msg=OK', 'http://10.0.0.1:3001/api/push/x?status=up&msg=OK'],
    ['"https://ping.example/a/"', 'https://ping.example/a/'],
    ['https://ping.example/پینگ#top', 'https://ping.example/%D9%BE%DB%8C%D9%86%DA%AF'],
  ])('HEARTBEAT_URL %s is called as it is', (value, url) => {
    expect(read({ HEARTBEAT_URL: value }).heartbeatUrl).toBe(url);
  });

  it('ALERT_WEBHOOK_URL needs the secret that signs', () => {
    const url = 'https://hooks.example/alerts?team=1';
    expect(read({ ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: 's' }).alertWebhook).toEqual({
      url,
      secret: 's',
    });
    expect(problemsOf({ ALERT_WEBHOOK_URL: url })).toEqual([
      'ALERT_WEBHOOK_SECRET is required with ALERT_WEBHOOK_URL: it signs what is posted there',
    ]);
  });

  it('reports all mistakes together, without the address', () => {
    const problems = problemsOf({
      HEARTBEAT_URL: 'hc-ping.com/secret-id',
      ALERT_WEBHOOK_URL: 'https://user:hunter2@h/',
      ALERT_WEBHOOK_SECRET: 's',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317',
      OTEL_EXPORTER_OTLP_HEADERS: 'no-value-here',
      OTEL_METRIC_EXPORT_INTERVAL: '10s',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'HEARTBEAT_URL',
      'ALERT_WEBHOOK_URL',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'OTEL_EXPORTER_OTLP_HEADERS',
      'OTEL_METRIC_EXPORT_INTERVAL',
    ]);
    expect(problems.join()).not.toMatch(/secret-id|hunter2|no-value-here/);
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, 'http://127.0.0.1:4318/v1/metrics'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example/otlp/' }, 'https://otlp.example/otlp/v1/metrics'],
    [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://h:9/own' }, 'http://h:9/own'],
  ])('the collector of %j takes metrics at %s', (environment, url) => {
    expect(read(environment).otlp).toMatchObject({ url, intervalMs: 60_000, headers: {} });
  });

  it('takes the standard names of headers and attributes', () => {
    expect(
      read({
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://h:4318',
        OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Basic%20abc==, x-scope = 1',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=prod,service.name=other',
        OTEL_SERVICE_NAME: 'my-bot',
      }).otlp,
    ).toMatchObject({
      headers: { Authorization: 'Basic abc==', 'x-scope': '1' },
      resource: { 'deployment.environment': 'prod', 'service.name': 'my-bot' },
    });
  });

  it('refuses gRPC by name', () => {
    const grpc = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://h:4317', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
    expect(problemsOf(grpc).join()).toMatch(/^OTEL_EXPORTER_OTLP_PROTOCOL must be http\/json/);
  });

  it('keeps addresses and secrets out of the log', () => {
    const environment = {
      HEARTBEAT_URL: 'https://hc-ping.com/0f0e',
      ALERT_WEBHOOK_URL: 'https://hooks.example/T0/B0/x',
      ALERT_WEBHOOK_SECRET: 'hunter2',
    };
    const headers = { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20abc=, x-key=k' };
    expect(secretsOf({ ...environment, ...headers })).toEqual(
      expect.arrayContaining([...Object.values(environment), 'Basic abc=', 'Basic%20abc=', 'k']),
    );
  });
});
