import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { startHttpReceiver, type HttpReceiver } from '../../support/network/http-receiver.ts';

const text = (file: string) => readFileSync(join('deploy', file), 'utf8');
const dockerfile = text('Dockerfile').replaceAll(/\\\n\s*/g, '');
const instructions = dockerfile.split('\n').filter((line) => /^[A-Z]+ /.test(line));
const argumentsOf = (name: string) =>
  instructions.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
const start = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } }).scripts
  .start;
const isInstalled = (program: string) => spawnSync('which', [program]).status === 0;
const itWith = (program: string) => (isInstalled(program) ? it : it.skip);

describe('the Dockerfile', () => {
  it('builds and runs on one pinned base', () => {
    const bases = argumentsOf('FROM').map((base) => base.replace(/ AS .*/, ''));
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/:\d+\.\d+\.\d+-bookworm-slim$/);
  });

  it('copies what is there, and what .dockerignore lets through', () => {
    const copied = argumentsOf('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1));
    const allowed = readFileSync('.dockerignore', 'utf8').match(/(?<=^!).+/gm) ?? [];
    expect(copied.toSorted()).toEqual(allowed.toSorted());
    expect(copied.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('starts what npm start does, without a shell, as no root', () => {
    expect((JSON.parse(argumentsOf('CMD').at(-1) ?? '') as string[]).join(' ')).toBe(start);
    expect(argumentsOf('USER')).toEqual(['node']);
    expect(argumentsOf('VOLUME')).toEqual(['/app/data']);
  });

  it('asks /healthz whether the bot lives', async () => {
    const receiver = await startHttpReceiver();
    const [file = '', ...parameters] = JSON.parse(
      argumentsOf('HEALTHCHECK')[0]?.replace(/^.* CMD /, '') ?? '',
    ) as string[];
    const check = async () => {
      const child = spawn(file, parameters, { env: { ...process.env, PORT: new URL(receiver.url).port } });
      const [code] = (await once(child, 'exit')) as [number];
      return code;
    };
    expect(await check()).toBe(0);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/healthz']);
    receiver.answer.status = 503;
    expect(await check()).toBe(1);
    await receiver.close();
    expect(await check()).toBe(1);
  });
});

describe('the systemd unit', () => {
  it('starts what npm start does', () => {
    expect(text('systemd/ai-ledger.service')).toContain(`\nExecStart=/usr/bin/${start}\n`);
  });

  itWith('systemd-analyze')('is accepted by systemd', () => {
    const { stderr } = spawnSync('systemd-analyze', ['verify', 'deploy/systemd/ai-ledger.service'], {
      encoding: 'utf8',
    });
    // It looks for the program as well, which may be elsewhere here.
    expect(stderr.split('\n').filter((line) => line && !line.includes('is not executable'))).toEqual([]);
  });
});

describe('the compose files', () => {
  const files = readdirSync('deploy').filter((name) => name.startsWith('compose'));

  it.each(files)('%s names files that are there, and gives the bot time to finish', (name) => {
    const content = text(name);
    const mounted = [...content.matchAll(/- (\.\/[^:\s]+):/g)].map(([, file = '']) => join('deploy', file));
    expect([...mounted, 'deploy/Dockerfile'].filter((file) => !existsSync(file))).toEqual([]);
    expect(content).toMatch(
      /bot:[\s\S]*stop_grace_period: 20s[\s\S]*read_only: true[\s\S]*cap_drop:\n +- ALL/,
    );
    // Whatever .env says, the bot listens where the image and the proxy expect it.
    expect(content).toMatch(/env_file: \.\.\/\.env\n +environment:[\s\S]*PORT: '8080'/);
  });
});

describe('a proxy in front of the bot', () => {
  let receiver: HttpReceiver;
  let folder: string;
  let proxy: ChildProcess | null = null;
  beforeEach(async () => {
    receiver = await startHttpReceiver();
    folder = mkdtempSync(join(tmpdir(), 'proxy-'));
  });
  afterEach(async () => {
    if (proxy?.exitCode === null && proxy.kill('SIGTERM')) await once(proxy, 'exit');
    await receiver.close();
    rmSync(folder, { recursive: true });
  });

  async function expectProxied(address: string): Promise<void> {
    const get = (path: string, headers = {}) => fetch(`${address}${path}`, { headers }).catch(() => null);
    while ((await get('/healthz')) === null) await delay(50);
    receiver.received.length = 0;
    for (const path of ['/metrics', '/metrics/', '/%6detrics', '//metrics'])
      expect({ path, status: (await get(path))?.status }).toEqual({ path, status: 404 });
    expect(receiver.received).toEqual([]);
    const forged = { 'x-forwarded-for': '203.0.113.7, 10.0.0.1' };
    expect((await get('/api/ai-usage?days=7', forged))?.status).toBe(200);
    expect(receiver.received.map(({ path, headers }) => [path, headers['x-forwarded-for']])).toEqual([
      ['/api/ai-usage?days=7', '127.0.0.1'],
    ]);
  }

  itWith('nginx')('hides /metrics and says who the client is: nginx', async () => {
    const port = await freePort();
    // Without its certificate, and on a port of this test.
    const site = text('proxy/nginx.conf')
      .replace(/server \{\s+listen 80;[\s\S]*?\n\}\n/, '')
      .replace('127.0.0.1:8080', new URL(receiver.url).host)
      .replace('listen 443 ssl http2;', `listen 127.0.0.1:${port};`)
      .replaceAll(/^ +(listen \[::\]|ssl_).*\n/gm, '');
    const logs = `error_log stderr; pid ${folder}/pid; daemon off;`;
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (one) => `${one}_temp_path ${folder}/${one};`,
    );
    writeFileSync(
      join(folder, 'nginx.conf'),
      `${logs} events {} http { access_log off; ${paths.join(' ')}\n${site}\n}\n`,
    );
    proxy = spawn('nginx', ['-c', join(folder, 'nginx.conf')], { stdio: 'ignore' });
    await expectProxied(`http://127.0.0.1:${port}`);
  });

  itWith('caddy')('hides /metrics and says who the client is: Caddy', async () => {
    const port = await freePort();
    const site = text('proxy/Caddyfile').replace('127.0.0.1:8080', new URL(receiver.url).host);
    writeFileSync(join(folder, 'Caddyfile'), `{\n\tadmin off\n}\n${site}`);
    const environment = { ...process.env, DOMAIN: `http://127.0.0.1:${port}`, HOME: folder };
    proxy = spawn('caddy', ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], {
      env: environment,
      stdio: 'ignore',
    });
    await expectProxied(`http://127.0.0.1:${port}`);
  });

  itWith('caddy')('is accepted by Caddy for replicas', () => {
    execFileSync(
      'caddy',
      ['validate', '--adapter', 'caddyfile', '--config', 'deploy/proxy/Caddyfile.replicas'],
      {
        env: { ...process.env, DOMAIN: 'bot.example' },
        stdio: 'pipe',
      },
    );
  });
});
