import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ProviderStandIn } from '../stand-ins/providers/provider-stand-in.ts';
import type { TelegramStandIn } from '../stand-ins/telegram/telegram-stand-in.ts';
import { projectFile } from '../../foundation/files/project-file.ts';

/** The id of an admin who is not in the crowd. */
export const ADMIN = 999_999;
const manifest = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as {
  scripts: { start: string };
};

/** Starts the bot as `npm start` does; its output is discarded unless `output` says otherwise. */
export function spawnBot(
  environment: NodeJS.ProcessEnv,
  output: 'ignore' | ['ignore', 'ignore', 'inherit'] = 'ignore',
): ChildProcess {
  const [, ...options] = manifest.scripts.start.split(' ');
  return spawn(process.execPath, options, {
    cwd: fileURLToPath(projectFile('.')),
    stdio: output,
    env: environment,
  });
}

/** Kills a program; resolves when it has exited. */
export async function kill(program: ChildProcess): Promise<void> {
  program.kill('SIGKILL');
  await once(program, 'exit');
}

/** The environment of a bot that uses only these stand-ins. */
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
    ACCESS: 'open',
    USER_REQUESTS_PER_MINUTE: '0',
    ...Object.fromEntries(places),
  };
}
