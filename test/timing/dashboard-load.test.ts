import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { stripMarks } from '../../src/localization/direction.ts';
import { startBotProgram, type BotProgram } from '../support/bot/bot-program.ts';
import { itWhenBuilt } from '../support/bot/built-program.ts';
import { freePort } from '../../src/tools/stand-ins/http/free-port.ts';
import {
  ADMIN,
  isWhole,
  OMID,
  SARA,
  startSurroundings,
  type BotSurroundings,
} from '../support/bot/running-bot.ts';

const LOAD = fileURLToPath(new URL('../support/web/request-load.js', import.meta.url));
const PER_SECOND = 1_000;
const SECONDS = 6;
const MEGABYTE = 1024;

interface LoadResult {
  statuses: Record<string, number>;
  withoutRetryAfter: number;
  errors: number;
  medianMs: number;
  p99Ms: number;
  perSecond: number;
}

describe('a thousand requests a second to /api/ai-usage', () => {
  let surroundings: BotSurroundings;
  let bot: BotProgram;
  let url = '';
  beforeAll(async () => {
    const port = String(await freePort());
    surroundings = await startSurroundings({ environment: { PORT: port, LISTEN_HOST: '127.0.0.1' } });
    url = `http://127.0.0.1:${port}`;
    bot = await startBotProgram(surroundings.environment);
  });
  afterAll(async () => {
    await bot?.end('SIGKILL');
    await surroundings.close();
  });

  async function ask(userId: number, text: string): Promise<string> {
    const { message_id } = surroundings.telegram.say(userId, text);
    const whole = (message: Parameters<typeof isWhole>[0]) => message.id > message_id && isWhole(message);
    return stripMarks((await surroundings.telegram.waitForMessage(userId, whole)).text);
  }

  async function openSession(): Promise<string> {
    const link = /#link=([\w-]{43})$/.exec(await ask(ADMIN, '/dashboard'))?.[1];
    const response = await fetch(`${url}/api/session`, { method: 'POST', body: JSON.stringify({ link }) });
    return ((await response.json()) as { token: string }).token;
  }

  async function load(authorization: string, seconds: number): Promise<LoadResult> {
    const args = [LOAD, `${url}/api/ai-usage?days=30`, authorization, String(PER_SECOND), String(seconds)];
    return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as LoadResult;
  }

  /** What of the bot is in memory, in kB. */
  async function residentKb(): Promise<number> {
    return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${bot.pid}/status`, 'utf8'))?.[1]);
  }

  itWhenBuilt()(
    'are answered or politely put off, while the bot answers its people and its memory stays level',
    async () => {
      const authorization = `Bearer ${await openSession()}`;
      await ask(OMID, 'What is the capital of France?');
      await load(authorization, 2);
      const before = await residentKb();
      const loading = load(authorization, SECONDS);
      await delay(1_000);
      // The answer comes while the load goes on.
      const first = await Promise.race([ask(SARA, 'پایتخت فرانسه کجاست؟'), loading]);
      expect(typeof first).toBe('string');
      const health = await fetch(`${url}/healthz`);
      const result = await loading;
      const grownMb = ((await residentKb()) - before) / MEGABYTE;
      process.stdout.write(`${JSON.stringify(result)}; `);
      process.stdout.write(
        `memory: ${Math.round(before / MEGABYTE)} MB, ${grownMb.toFixed(1)} MB more after\n`,
      );
      expect(health.status).toBe(200);
      expect(result).toMatchObject({ errors: 0, withoutRetryAfter: 0 });
      expect(Object.keys(result.statuses)).toEqual(['200', '429']);
      // The burst of a session, and ten a second from then on.
      expect(result.statuses['200']).toBeGreaterThanOrEqual(SECONDS * 9);
      expect(result.statuses['200']).toBeLessThan(60 + (SECONDS + 5) * 10);
      expect(grownMb).toBeLessThan(40);
      const after = await fetch(`${url}/api/alerts`, { headers: { authorization: 'Bearer nobody' } });
      expect([401, 429]).toContain(after.status);
    },
    600_000,
  );
});
