import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { lookAtClock, lookAtProgram } from '../../../src/commands/doctor/look-at-machine.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { runCommand } from '../../support/bot/run-command.ts';
import { startSurroundings, type BotSurroundings } from '../../support/bot/running-bot.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';
import { createTestDatabase, describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_IS_OF_FILE, MAIN_NAME } from '../../support/bot/main-provider.ts';

/** What the operator has to look at. */
const KEY = MAIN_IS_OF_FILE ? `apiKeyEnv of ${MAIN} names in PROVIDERS_FILE` : 'GROQ_API_KEY';

describe('npm run doctor', () => {
  let surroundings: BotSurroundings;
  let folder = '';
  beforeEach(async () => {
    surroundings = await startSurroundings({ providers: { [MAIN]: {}, cohere: {} } });
    folder = await mkdtemp(join(tmpdir(), 'doctor-'));
    const database = await openDatabase({ url: surroundings.environment['DATABASE_URL'] ?? '' });
    await database.migrate();
    await database.close();
  });
  afterEach(async () => {
    await surroundings.close();
    await rm(folder, { recursive: true });
  });
  const doctor = (changes: Record<string, string> = {}, args: string[] = []) =>
    runCommand('doctor', args, { ...surroundings.environment, ...changes }, { cwd: folder });

  itWhenBuilt()('finds nothing where nothing is wrong', async () => {
    const { code, stdout, stderr } = await doctor();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const line of [
      'Configuration: complete',
      'Telegram: @',
      `${MAIN_NAME}: answers`,
      'Cohere: answers',
      'Clock: right',
    ])
      expect(stdout).toContain(`✓ ${line}`);
    expect(stdout).toMatch(
      /✓ Database: SQLite 3[\d.]+ answers\n✓ Migrations: all applied\n✓ Disk: [\d.]+ GB free/,
    );
    expect(stdout).not.toContain('✗');
  });

  itWhenBuilt()('prints its usage, and refuses what it does not know', async () => {
    expect(await doctor({}, ['--help'])).toMatchObject({ code: 0, stderr: '' });
    const refused = await doctor({}, ['--fix']);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('Usage: npm run doctor');
  });

  itWhenBuilt()('tells each problem with what to do, and ends with 1', async () => {
    surroundings.provider(MAIN).fail({ kind: 'status', status: 401 }, { on: 'models', times: Infinity });
    const path = join(folder, 'other.db');
    await writeFile(
      path,
      'this is no database, whatever its name says, and it is long enough to be read as one',
    );
    const { code, stdout } = await doctor({
      BOT_TOKEN: '1:wrong-token-of-a-bot',
      COHERE_BASE_URL: 'http://127.0.0.1:9',
      DATABASE_URL: `file:${path}`,
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ Telegram: refuses BOT_TOKEN\n {4}→ .*BotFather/);
    expect(stdout).toMatch(new RegExp(`✗ ${MAIN_NAME}: the API key is not accepted\\n {4}→ .*${KEY}`));
    expect(stdout).toMatch(/✗ Cohere: it cannot be reached\n {4}→ .*PROXY_URL/);
    expect(stdout).toMatch(/✗ Database: does not answer.*\n {4}→ .*other\.db/);
    expect(stdout).toContain('4 of ');
    expect(stdout).not.toContain('wrong-token-of-a-bot');
  });

  itWhenBuilt()('names every problem of the configuration, and looks on', async () => {
    const { code, stdout } = await doctor({ ADMIN_IDS: 'me', BOT_TOKEN: '' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ Configuration: BOT_TOKEN is required/);
    expect(stdout).toMatch(/✗ Configuration: ADMIN_IDS must be/);
    expect(stdout).toContain(`✓ ${MAIN_NAME}: answers`);
  });

  itWhenBuilt()('names the variable of a provider of the PROVIDERS_FILE that has no key', async () => {
    const file = join(folder, 'providers.json');
    const router = {
      name: 'Router',
      baseUrl: 'http://127.0.0.1:9/v1',
      models: ['x'],
      apiKeyEnv: 'ROUTER_KEY',
    };
    await writeFile(file, JSON.stringify({ router }));
    const ofFile = { PROVIDERS_FILE: file, PROVIDER_ORDER: 'router', GROQ_API_KEY: '', COHERE_API_KEY: '' };
    const alone = await doctor(ofFile);
    expect(alone.stdout).toMatch(
      /✗ Providers: none is configured.*\n {4}→ set the key .*GROQ_API_KEY.*ROUTER_KEY/,
    );
    const beside = await doctor({ ...ofFile, GEMINI_API_KEY: 'g', GEMINI_BASE_URL: 'http://127.0.0.1:9' });
    expect(beside.stdout).toMatch(
      /! Router: not configured, because ROUTER_KEY is empty\n {4}→ .*apiKeyEnv of router in PROVIDERS_FILE/,
    );
    await writeFile(file, JSON.stringify({ router: { ...router, apiKey: 'x' } }));
    expect((await doctor(ofFile)).stdout).toMatch(
      /✗ Configuration: PROVIDERS_FILE .*apiKey is no field: did you mean apiKeyEnv\?\n {4}→ .*docs\/providers\.md/,
    );
  });

  itWhenBuilt()('takes long polling for right where only the dashboard has a public address', async () => {
    const { code, stdout } = await doctor({ PUBLIC_URL: 'https://bot.example', PORT: '18080' });
    expect(code).toBe(0);
    expect(stdout).toContain('✓ Updates: by long polling, 0 waiting');
  });

  itWhenBuilt()('says in words why Telegram is not reached', async () => {
    const { code, stdout } = await doctor({ TELEGRAM_API_ROOT: 'http://127.0.0.1:9' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ Telegram: cannot be reached \(refused: nothing listens.*\)\n {4}→ .*PROXY_URL/);
  });

  itWhenBuilt()('says which admins nothing reaches', async () => {
    const { code, stdout } = await doctor({ ADMIN_CHAT_ID: '-100999' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/! ADMIN_CHAT_ID: reports and alerts do not reach -100999.*\n {4}→ add the bot/);
  });
});

describeOnEachEngine('a database without the newest tables', (engine) => {
  itWhenBuilt()('is a note, and stays as it is', async () => {
    const surroundings = await startSurroundings({ engine });
    const created = await createTestDatabase(engine);
    const database = await openDatabase({ url: created.url });
    const run = () =>
      runCommand('doctor', [], { ...surroundings.environment, DATABASE_URL: created.url }, { cwd: tmpdir() });
    await database.migrate(undefined, '20261128180124_job_leases');
    for (let time = 0; time < 2; time++) {
      const { code, stdout } = await run();
      expect(code).toBe(0);
      expect(stdout).toMatch(
        /! Migrations: \d are to be applied \(.*answer_taken_by.*\)\n {4}→ npm run migrate/,
      );
    }
    await database.close();
    await created.remove();
    await surroundings.close();
  });
});

describe('the clock', () => {
  it.each([
    ['2026-01-01T00:00:00Z', 'good', /right/],
    ['2026-01-01T00:00:20Z', 'good', /20 s behind/],
    ['2026-01-01T00:05:00Z', 'bad', /300 s behind/],
    ['2025-12-31T22:00:00Z', 'bad', /7200 s ahead/],
  ])('of a machine that is told %s is %s', async (date, verdict, text) => {
    const server = createServer((_, answer) => {
      answer.setHeader('date', new Date(date).toUTCString());
      answer.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const found = await lookAtClock(url, fetch, new FakeClock('2026-01-01T00:00:00Z'));
    expect(found).toMatchObject({ verdict, text: expect.stringMatching(text) });
    server.close();
  });

  it('is not blamed where no server answers', async () => {
    const found = await lookAtClock('http://127.0.0.1:9', fetch, new FakeClock());
    expect(found.verdict).toBe('note');
  });
});

describe('Node.js', () => {
  it.each([
    ['20.19.0', 'good'],
    ['26.1.0', 'good'],
    ['20.18.9', 'bad'],
    ['18.20.4', 'bad'],
    ['27.0.0', 'bad'],
  ])('%s is %s', (version, verdict) => {
    expect(lookAtProgram(version)[0]?.verdict).toBe(verdict);
  });
});
