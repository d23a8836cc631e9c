import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { startBotProgram, type BotProgram } from '../../support/bot/bot-program.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { ADMIN, startSurroundings, type BotSurroundings } from '../../support/bot/running-bot.ts';
import { describeOnPostgres } from '../../support/database/test-database.ts';

const EVERY_MS = 5_000;
const REPLICAS = 3;

describeOnPostgres('three processes that share a schedule', () => {
  let surroundings: BotSurroundings;
  let programs: BotProgram[] = [];

  const start = async (): Promise<BotProgram> =>
    startBotProgram({ ...surroundings.environment, PORT: `${await freePort()}` });
  const reports = () =>
    surroundings.telegram.messages(ADMIN).filter(({ text }) => text.includes('AI report — ')).length;
  /** Moments that came, and those of them that are done. */
  const moments = async () => {
    const { client } = await surroundings.database();
    const rows = await client.jobRun.findMany({ where: { job: 'report', tick: { lte: new Date() } } });
    return { come: rows.length, done: rows.filter(({ ranAt }) => ranAt !== null).length };
  };
  /** Half-way between two moments, when no report is under way. */
  const untilBetween = () => delay(EVERY_MS - (Date.now() % EVERY_MS) + EVERY_MS / 2);
  const expectEachOnce = async () => {
    await untilBetween();
    const { come, done } = await moments();
    expect(done).toBe(come);
    expect(reports()).toBe(done);
  };

  beforeAll(async () => {
    surroundings = await startSurroundings({
      engine: 'postgresql',
      telegram: { webhookRoute: () => 'http://127.0.0.1:9', webhookRetryMs: 1_000 },
      environment: {
        PUBLIC_URL: 'https://bot.example',
        WEBHOOK_SECRET: 'webhook-secret',
        LISTEN_HOST: '127.0.0.1',
        REPORT_CRON: `*/${EVERY_MS / 1_000} * * * * *`,
      },
    });
    programs = await Promise.all(Array.from({ length: REPLICAS }, start));
  }, 600_000);
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.end('SIGTERM')));
    await surroundings.close();
  }, 600_000);

  itWhenBuilt()(
    'send the report of each moment once, in all and after one of them was killed',
    async () => {
      const before = reports();
      while (reports() < before + 3) await delay(50);
      await expectEachOnce();
      await programs.shift()?.end('SIGKILL');
      const left = reports();
      while (reports() < left + 3) await delay(50);
      await expectEachOnce();
      const senders = programs.map((program) => program.log().split('"job":"report"').length - 1);
      expect(senders.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(3);
    },
    600_000,
  );
});
