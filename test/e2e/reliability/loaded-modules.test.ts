import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startBotProgram } from '../../support/bot/bot-program.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { startSurroundings } from '../../support/bot/running-bot.ts';

const PRELOADED = fileURLToPath(new URL('../../support/bot/list-libraries.cjs', import.meta.url));
/** Loaded by the first request, report or picture that needs them. */
const NOT_NEEDED_TO_POLL = [
  'cohere-ai',
  'groq-sdk',
  '@google/generative-ai',
  '@cerebras/cerebras_cloud_sdk',
  '@pydantic/genai-prices',
  '@resvg/resvg-js',
  'pg',
  'socks',
];

describe('a bot that polls', () => {
  itWhenBuilt()(
    'has loaded no SDK that it has not called, nor anything that Node.js warns of',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'test-libraries-'));
      const file = join(folder, 'libraries');
      const surroundings = await startSurroundings({
        providers: { groq: {}, gemini: {}, cerebras: {}, cohere: {} },
      });
      const program = await startBotProgram({
        ...surroundings.environment,
        // A later Node.js would say on each start what it only says now when it is asked.
        NODE_OPTIONS: `--require=${PRELOADED} --pending-deprecation`,
        LIBRARIES_FILE: file,
      });
      process.kill(program.pid, 'SIGUSR2');
      const read = () => readFile(file, 'utf8').catch(() => '');
      while (!(await read()).endsWith('\n')) await delay(20);
      const libraries = (await read()).trim().split('\n');
      // The list is one of libraries that are loaded, out of the build and out of node_modules.
      expect(libraries).toEqual(expect.arrayContaining(['grammy', 'libsql']));
      expect(NOT_NEEDED_TO_POLL.filter((name) => libraries.includes(name))).toEqual([]);
      await program.end('SIGTERM');
      expect(program.complaints()).toBe('');
      await surroundings.close();
      await rm(folder, { recursive: true });
    },
    600_000,
  );
});
