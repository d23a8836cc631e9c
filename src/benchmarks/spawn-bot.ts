import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);
const manifest = createRequire(import.meta.url)('../../package.json') as { scripts: { start: string } };

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
