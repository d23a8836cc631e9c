import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ProviderStandIn } from '../stand-ins/providers/provider-stand-in.ts';
import type { TelegramStandIn } from '../stand-ins/telegram/telegram-stand-in.ts';

/** Nobody of a crowd. */
export const ADMIN = 999_999;
const ROOT = new URL('../../../', import.meta.url);
const manifest = createRequire(import.meta.url)('../../../package.json') as { scripts: { start: string } };

/** Starts the bot as `npm start` does, silently unless told where its output goes. */
export function spawnBot(
  environment: NodeJS.ProcessEnv,
  output: 'ignore' | ['ignore', 'ignore', 'inherit'] = 'ignore',
): ChildProcess {
  const [, ...options] = manifest.scripts.start.split(' ');
  return spawn(process.execPath, options, {
    cwd: fileURLToPath(ROOT),
    stdio: output,
    env: environment,
  });
}

/** Ends a program at once, whatever it is about; resolves when it is gone. */
export async function kill(program: ChildProcess): Promise<void> {
  program.kill('SIGKILL');
  await once(program, 'exit');
}

/** The settings of a bot that knows these stand-ins and nobody else. */
export function environmentAmong(
  { token, apiRoot }: TelegramStandIn,
  providers: readonly ProviderStandIn[],
): NodeJS.ProcessEnv {
  const places = providers.flatMap(({ id, apiKey, baseUrl }) => [
    [`${id.toUpperCase()}_API_KEY`, apiKey],
    [`${id.toUpperCase()}_BASE_URL`, baseUrl],
  ]);
  return {
    BOT_TOKEN: token,
    TELEGRAM_API_ROOT: apiRoot,
    ADMIN_IDS: `${ADMIN}`,
    ...Object.fromEntries(places),
  };
}
