import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { startTestWeb } from '../../support/web/test-web.ts';
import { readPrometheus, type Sample } from '../../support/web/prometheus-text.ts';
import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

async function startBot(environment: Record<string, string> = {}, engine?: 'sqlite' | 'postgresql') {
  const web = { PORT: String(await freePort()), LISTEN_HOST: '127.0.0.1' };
  return startRunningBot({
    engine,
    providers: { [MAIN]: {}, gemini: {} },
    environment: { ...web, PROVIDER_ORDER: `${MAIN},gemini,cerebras,cohere`, ...environment },
  });
}

describeOnEachEngine('the metrics', (engine) => {
  let bot: RunningBot;
  let samples: Sample[] = [];
  let page = '';
  beforeAll(async () => {
    bot = await startBot({}, engine);
    await bot.ask(OMID, 'What is the capital of France?');
    bot.provider(MAIN).fail({ kind: 'status', status: 500 });
    await bot.ask(SARA, 'سلام');
    const response = await fetch(`${bot.app.webUrl}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    page = await response.text();
    samples = readPrometheus(page);
  });
  afterAll(() => bot.stop());

  const sum = (name: string, labels: object = {}): number =>
    samples
      .filter((sample) => sample.name === name)
      .filter((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value))
      .reduce((total, { value }) => total + value, 0);

  it('tell every request that the ledger holds, with its tokens, time and failure', async () => {
    const rows = await bot.requests();
    const total = (pick: (row: (typeof rows)[number]) => number | null) =>
      rows.reduce((all, row) => all + (pick(row) ?? 0), 0);
    expect(sum('gen_ai_client_operation_duration_seconds_count')).toBe(rows.length);
    expect(sum('gen_ai_client_token_usage_sum', { gen_ai_token_type: 'input' })).toBe(
      total((row) => row.promptTokens),
    );
    expect(sum('gen_ai_client_token_usage_sum', { gen_ai_token_type: 'output' })).toBe(
      total((row) => row.completionTokens),
    );
    expect(sum('gen_ai_client_operation_duration_seconds_sum')).toBeCloseTo(
      total((row) => row.latencyMs) / 1000,
      6,
    );
    expect(sum('ai_cost_usd_total')).toBeCloseTo(total((row) => Number(row.costPicoUsd)) / 1e12, 12);
    expect(sum('ai_usage_today_requests')).toBe(rows.length);
    expect(sum('ai_usage_today_tokens')).toBe(total((row) => row.totalTokens));
    const failed = samples.filter(
      ({ name, labels }) =>
        name === 'gen_ai_client_operation_duration_seconds_count' && labels['error_type'] !== undefined,
    );
    expect(
      failed.map(({ labels, value }) => [labels['gen_ai_provider_name'], labels['error_type'], value]),
    ).toEqual([[MAIN, 'server_error', 1]]);
    expect(
      sum('gen_ai_client_operation_duration_seconds_count', { gen_ai_provider_name: 'gcp.gemini' }),
    ).toBe(1);
  });

  it('tell what is left of the quotas and what is going on', async () => {
    const [reading] = await (
      await bot.database()
    ).client.aiQuotaReading.findMany({
      where: { provider: MAIN, unit: 'requests', window: 'day' },
    });
    const quota = { gen_ai_provider_name: MAIN, unit: 'requests', window: 'day' };
    expect(sum('ai_quota_remaining', quota)).toBe(Number(reading?.remaining));
    expect(sum('ai_quota_limit', quota)).toBe(Number(reading?.limit));
    expect(sum('ai_quota_reset_timestamp_seconds', quota)).toBeCloseTo(
      (reading?.resetAt?.getTime() ?? 0) / 1000,
    );
    expect(sum('ai_ledger_database_up')).toBe(1);
    expect(samples.filter(({ name }) => name === 'telegram_updates_in_hand')).toHaveLength(1);
    expect(page).toContain('# TYPE ai_alerts_open gauge');
  });

  it('name no person and no chat', () => {
    expect(page).not.toMatch(/Omid|سارا/);
    const values = samples.flatMap((sample) => Object.values(sample.labels));
    for (const id of [OMID, SARA]) expect(values).not.toContain(String(id));
    const labels = new Set(samples.flatMap((sample) => Object.keys(sample.labels)));
    for (const label of labels) expect(label).not.toMatch(/user|chat|person/);
  });
});

describe('who may read the metrics', () => {
  it('is whoever has the token, where there is one', async () => {
    const bot = await startBot({ METRICS_TOKEN: 'metrics-secret' });
    const statusFor = async (authorization?: string) =>
      (await fetch(`${bot.app.webUrl}/metrics`, { headers: authorization ? { authorization } : {} })).status;
    expect(await statusFor()).toBe(401);
    expect(await statusFor('Bearer metrics-secre')).toBe(401);
    expect(await statusFor('metrics-secret')).toBe(401);
    expect(await statusFor('Bearer metrics-secret')).toBe(200);
    expect(bot.log.join('')).not.toContain('metrics-secret');
    await bot.stop();
  });

  it('is a program on this machine where there is none, but no request that a proxy passes on', async () => {
    const bot = await startBot();
    const statusFor = async (headers: Record<string, string>) =>
      (await fetch(`${bot.app.webUrl}/metrics`, { headers })).status;
    expect(await statusFor({})).toBe(200);
    expect(await statusFor({ 'x-forwarded-for': '127.0.0.1' })).toBe(403);
    expect(await statusFor({ forwarded: 'for=127.0.0.1' })).toBe(403);
    await bot.stop();
  });

  it('is nobody where there is a public address and no token, whatever a proxy tells of its requests', async () => {
    const web = await startTestWeb({ publicUrl: 'https://bot.example' });
    for (const host of ['127.0.0.1', 'localhost', 'bot.example'])
      expect(await web.raw(`GET /metrics HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 403 /,
      );
    await web.stop();
  });
});
