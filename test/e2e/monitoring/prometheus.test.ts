import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { readPrometheus } from '../../support/web/prometheus-text.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const ALERTS = 'deploy/prometheus/alerts.yml';
const PROMETHEUS = ['/usr/bin/prometheus', '/usr/local/bin/prometheus'].find((file) => existsSync(file));
const itWithPrometheus = PROMETHEUS ? it : it.skip;

interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[];
}

/** The expressions of the dashboards, with Grafana's variables filled in. */
function dashboardExpressions(): string[] {
  const files = readdirSync('deploy/grafana').map((name) =>
    readFileSync(join('deploy/grafana', name), 'utf8'),
  );
  return files
    .flatMap((text) => (JSON.parse(text) as Dashboard).panels.flatMap(({ targets }) => targets))
    .map(({ expr }) => expr.replaceAll('$job', 'ai-ledger').replaceAll('$__rate_interval', '1m'));
}

/** The expressions of the alerts: on the line of `expr:`, or indented below it. */
function alertExpressions(): string[] {
  const found = readFileSync(ALERTS, 'utf8').matchAll(/^( +)expr: (?:\|\n((?:\1 {2}.*\n)+)|(.+)\n)/gm);
  return [...found].map(([, , block, line]) => (block ?? line ?? '').trim());
}

/** The metrics that an expression names. */
function metricNames(expression: string): string[] {
  const bare = expression.replaceAll(/\{[^}]*\}|\[[^\]]*\]|\b(by|without) ?\([^)]*\)/g, '');
  return bare.match(/\b(gen_ai|ai|telegram|process|nodejs)_\w+/g) ?? [];
}

describe('the dashboards and alerts for Prometheus', () => {
  let bot: RunningBot;
  let folder: string;
  let prometheus: ChildProcess | null = null;
  const expressions = [...dashboardExpressions(), ...alertExpressions()];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
    bot = await startRunningBot({
      providers: { [MAIN]: {}, gemini: {} },
      environment: { PORT: String(await freePort()), LISTEN_HOST: '127.0.0.1' },
    });
    await bot.ask(OMID, 'What is the capital of France?');
    bot.provider(MAIN).fail({ kind: 'status', status: 401 });
    await bot.ask(OMID, 'And of Spain?');
  });
  afterAll(async () => {
    if (prometheus?.exitCode === null && prometheus.kill('SIGTERM')) await once(prometheus, 'exit');
    await bot.stop();
    rmSync(folder, { recursive: true });
  });

  it('name metrics that the bot has', async () => {
    const page = await (await fetch(`${bot.app.webUrl}/metrics`)).text();
    // A gauge without a value has only its type on the page.
    const types = [...page.matchAll(/^# TYPE (\w+) /gm)].map(([, name = '']) => name);
    const known = new Set([...types, ...readPrometheus(page).map(({ name }) => name)]);
    const named = new Set(expressions.flatMap(metricNames));
    expect(named.size).toBeGreaterThan(10);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });

  itWithPrometheus('are valid for promtool', () => {
    const output = execFileSync('promtool', ['check', 'rules', ALERTS], { encoding: 'utf8' });
    expect(output).toContain(`SUCCESS: ${alertExpressions().length} rules found`);
  });

  itWithPrometheus('evaluate over the metrics of a running bot', async () => {
    const port = await freePort();
    const config = join(folder, 'prometheus.yml');
    const target = bot.app.webUrl?.replace('http://', '') ?? '';
    writeFileSync(
      config,
      `global: { scrape_interval: 200ms, scrape_timeout: 200ms }
scrape_configs: [{ job_name: ai-ledger, static_configs: [{ targets: ['${target}'] }] }]
rule_files: ['${process.cwd()}/${ALERTS}']
`,
    );
    prometheus = spawn(
      PROMETHEUS ?? '',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );
    const query = async (expression: string) => {
      const url = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(expression)}`;
      const response = await fetch(url).catch(() => null);
      const body = (await response?.json()) as { data?: { result: unknown[] }; error?: string } | undefined;
      return { expression, error: body?.error ?? null, found: body?.data?.result.length ?? 0 };
    };
    while ((await query('count_over_time(ai_ledger_database_up[1m]) > 3')).found === 0) await delay(100);
    const answers = await Promise.all(expressions.map(query));
    expect(answers.filter(({ error }) => error !== null)).toEqual([]);
    // Every panel shows something; alerts find nothing while all is well.
    const empty = answers.slice(0, dashboardExpressions().length).filter(({ found }) => found === 0);
    expect(empty).toEqual([]);
  });
});
