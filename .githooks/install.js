// Makes git run the hooks of this folder. `npm ci` calls it in a checkout; everywhere else it does nothing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HOOKS = '.githooks';
const project = fileURLToPath(new URL('..', import.meta.url));

/** @param {string[]} parameters */
const git = (...parameters) => spawnSync('git', parameters, { cwd: project, encoding: 'utf8' });

/** A clone or a worktree of a person's: not a tarball, a container's build or CI. */
function isWanted() {
  const { CI, NODE_ENV } = process.env;
  return !CI && NODE_ENV !== 'production' && existsSync(new URL('../.git', import.meta.url));
}

if (isWanted()) {
  const configured = git('config', '--get', 'core.hooksPath').stdout?.trim() ?? '';
  // Somebody's own hooks stay.
  if (configured === '') git('config', 'core.hooksPath', HOOKS);
  else if (configured !== HOOKS)
    process.stdout.write(`Git runs the hooks in ${configured}; the project's own are in ${HOOKS}.\n`);
}
