import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startBotProgram } from '../../support/bot/bot-program.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { startSurroundings } from '../../support/bot/running-bot.ts';

const PRELOADED = fileURLToPath(new URL('../../support/bot/list-modules.cjs', import.meta.url));
/** Loaded by the first request, report or picture that needs them. */
const NOT_NEEDED_TO_POLL = [
  'cohere-ai',

  '@pydantic/genai-prices',
  '@resvg/resvg-js',
  'pg',
];

describe('a bot that polls', () => {
  itWhenBuilt(
    'has loaded no SDK that it has not called, though all providers are configured',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'test-modules-'));
      const file = join(folder, 'modules');
      const surroundings = await startSurroundings({
        providers: { groq: {}, gemini: {}, cerebras: {}, cohere: {} },
      });
      const program = await startBotProgram({
        ...surroundings.environment,
        NODE_OPTIONS: `--require=${PRELOADED}`,
        MODULES_FILE: file,
      });
      process.kill(program.pid, 'SIGUSR2');
      const read = () => readFile(file, 'utf8').catch(() => '');
      while (!(await read()).endsWith('\n')) await delay(20);
      const modules = (await read()).trim().split('\n');
      const isOf = (name: string) => modules.filter((path) => path.includes(`/node_modules/${name}/`)).length;
      // The list is one of modules that are loaded.
      expect(isOf('grammy')).toBeGreaterThan(0);
      expect(Object.fromEntries(NOT_NEEDED_TO_POLL.map((name) => [name, isOf(name)]))).toEqual(
        Object.fromEntries(NOT_NEEDED_TO_POLL.map((name) => [name, 0])),
      );
      await program.end('SIGTERM');
      await surroundings.close();
      await rm(folder, { recursive: true });
    },
    120_000,
  );
});
