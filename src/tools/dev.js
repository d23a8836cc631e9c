// `npm run dev`: builds, then builds again and restarts the bot whenever a source file changes.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const vite = createRequire(import.meta.url).resolve('vite/package.json');
const builder = fileURLToPath(new URL('bin/vite.js', new URL(`file://${vite}`)));

// The tree may be fresh, and only the whole build makes Prisma's clients and the pages.
const built = spawnSync('npm', ['run', 'build', '--silent'], { cwd: project, stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

/** `npm start` decides how the bot runs. */
const start = scripts.start.split(' ').slice(1);
const children = [
  [builder, 'build', '--watch', '--configLoader', 'native', '--logLevel', 'warn', '--clearScreen', 'false'],
  ['--watch', '--watch-preserve-output', ...start],
].map((parameters) => spawn(process.execPath, parameters, { cwd: project, stdio: 'inherit' }));

const stop = () => children.forEach((child) => child.kill('SIGTERM'));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
for (const child of children) child.once('exit', stop);
