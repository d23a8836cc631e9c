import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dashboardAddress } from '../../../src/app/parts/dashboard-address.ts';
import { describeStart, type DescribeStartOptions } from '../../../src/app/describe-start.ts';
import { readConfig } from '../../../src/config/read-config.ts';

const REQUIRED = { BOT_TOKEN: '123456:AAbb-cc_dd', ADMIN_IDS: '1,2' };

function factsOf(environment: Record<string, string>, reportCron: string | null = '0 9 * * *') {
  const config = readConfig({ ...REQUIRED, ...environment });
  const engine = config.databaseUrl.startsWith('file:') ? 'sqlite' : 'postgresql';
  const services = {
    configured: config.providers.groq.apiKey ? [{ provider: 'groq', models: ['a', 'b'] }] : [],
    providerNames: { groq: 'Groq' },
    settings: { reportCron },
    network: { proxy: null },
    database: { engine },
  } as unknown as DescribeStartOptions['services'];
  const address = config.port === null ? null : dashboardAddress(config, config.port);
  return describeStart({ services, config, door: config.port === null ? null : { address } });
}

describe('what a start tells', () => {
  it('is all that it found', () => {
    expect(
      factsOf({ GROQ_API_KEY: 'k', TIMEZONE: 'Asia/Tehran', PORT: '80', PUBLIC_URL: 'https://b.example' }),
    ).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+, Node\.js \d/),
      database: 'SQLite, file:./data/usage.db',
      providers: ['Groq: a, b'],
      timezone: 'Asia/Tehran',
      access: 'request: whom an admin lets in; others can ask; 2 admins',
      report: '0 9 * * * (Asia/Tehran)',
      reportsTo: 'each admin, privately',
      updates: 'long polling',
      telegram: 'https://api.telegram.org',
      dashboard: 'https://b.example',
    });
  });

  it('is also what is missing', () => {
    expect(factsOf({ DATABASE_URL: 'postgresql://u:zebra@h/d', ADMIN_CHAT_ID: '-5' }, null)).toMatchObject({
      database: 'PostgreSQL, postgresql://u@h:5432/d',
      providers: [expect.stringContaining('GROQ_API_KEY')],
      report: 'off',
      reportsTo: 'the chat -5',
      dashboard: 'off; set PORT',
    });
    expect(factsOf({ PORT: '80' })['dashboard']).toContain('PUBLIC_URL');
  });
});

describe('a provider of the PROVIDERS_FILE without its key', () => {
  it('is told with the variable that is empty, beside those that answer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'start-'));
    const file = join(folder, 'providers.json');
    const router = { name: 'Router', baseUrl: 'https://router.example/v1', models: ['x'] };
    await writeFile(
      file,
      JSON.stringify({ router: { ...router, apiKeyEnv: 'ROUTER_KEY' }, local: { ...router, name: 'Local' } }),
    );
    expect(factsOf({ GROQ_API_KEY: 'k', PROVIDERS_FILE: file })['providers']).toEqual([
      'Groq: a, b',
      'Router: not configured, because ROUTER_KEY is empty',
    ]);
    expect(factsOf({ GROQ_API_KEY: 'k', PROVIDERS_FILE: file, ROUTER_KEY: 'r' })['providers']).toEqual([
      'Groq: a, b',
    ]);
    await rm(folder, { recursive: true });
  });
});

describe('the address of the dashboard', () => {
  it.each([
    ['https://b.example/app', '127.0.0.1', 'https://b.example/app'],
    [null, '192.168.1.5', 'http://192.168.1.5:80'],
    [null, 'nas.local', 'http://nas.local:80'],
    [null, 'fd00::1', 'http://[fd00::1]:80'],
    [null, '0.0.0.0', null],
    [null, '::', null],
    [null, null, null],
  ])('of PUBLIC_URL %s and LISTEN_HOST %s is %s', (publicUrl, listenHost, address) => {
    expect(dashboardAddress({ publicUrl, listenHost }, 80)).toBe(address);
  });
});
