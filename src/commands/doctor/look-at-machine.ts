import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { exposedEnvFileMode } from '../../config/load-environment.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Finding } from './finding.ts';

const FEW_BYTES = 1_000_000_000;
const TOO_FEW_BYTES = 100_000_000;
/** Telegram refuses a Mini App's data that is older, and quotas renew by the minute. */
const MOST_SECONDS_OFF = 30;
const PATIENCE_MS = 10_000;

/** The version of Node.js, and who may read the secrets. */
export function lookAtProgram(version: string = process.versions.node): Finding[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSupported = (major > 20 || (major === 20 && minor >= 19)) && major < 27;
  const node: Finding = isSupported
    ? { verdict: 'good', about: 'Node.js', text: version }
    : {
        verdict: 'bad',
        about: 'Node.js',
        text: `${version} is not supported`,
        remedy: 'install 20.19 to 26',
      };
  const mode = exposedEnvFileMode();
  if (mode === null) return [node];
  return [
    node,
    { verdict: 'note', about: '.env', text: `others may read it (mode ${mode})`, remedy: 'chmod 600 .env' },
  ];
}

/** Whether the disk of an embedded database, or of temporary files, has room. */
export async function lookAtDisk(databaseUrl: string): Promise<Finding> {
  const about = 'Disk';
  const folder = databaseUrl.startsWith('file:') ? dirname(databaseUrl.slice('file:'.length)) : tmpdir();
  try {
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const text = `${(free / 1_000_000_000).toFixed(1)} GB free in ${folder}`;
    if (free >= FEW_BYTES) return { verdict: 'good', about, text };
    const verdict = free < TOO_FEW_BYTES ? 'bad' : 'note';
    return { verdict, about, text, remedy: 'make room: a full disk stops an embedded database' };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { verdict: 'note', about, text: `${folder} is made at the first start` };
    const remedy = `let this user write to ${folder}`;
    return { verdict: 'bad', about, text: `${folder} cannot be written (${code})`, remedy };
  }
}

/** Whether this machine’s clock agrees with that of a server. */
export async function lookAtClock(url: string, request: typeof fetch, clock: Clock): Promise<Finding> {
  const about = 'Clock';
  const unknown: Finding = { verdict: 'note', about, text: 'no server told the time' };
  const late = new AbortController();
  const timer = clock.after(PATIENCE_MS, () => late.abort());
  try {
    const { headers } = await request(url, { method: 'HEAD', redirect: 'manual', signal: late.signal });
    const told = Date.parse(headers.get('date') ?? '');
    if (Number.isNaN(told)) return unknown;
    return compare(Math.round((clock.now().getTime() - told) / 1000));
  } catch {
    return unknown;
  } finally {
    timer.cancel();
  }
}

function compare(seconds: number): Finding {
  const about = 'Clock';
  const off = Math.abs(seconds);
  // The header has whole seconds, and the answer took a moment.
  if (off <= 2) return { verdict: 'good', about, text: 'right' };
  const text = `${off} s ${seconds > 0 ? 'ahead' : 'behind'}`;
  if (off <= MOST_SECONDS_OFF) return { verdict: 'good', about, text };
  return { verdict: 'bad', about, text, remedy: 'turn time synchronisation on: timedatectl set-ntp true' };
}
