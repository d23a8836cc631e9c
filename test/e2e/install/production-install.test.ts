import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { itWhenBuilt } from '../../support/bot/built-program.ts';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const MOST_MEGABYTES = 200;

interface LockedPackage {
  dev?: boolean;
}

/** The folders that `npm ci --omit=dev` leaves below node_modules, without those of other machines. */
function productionFolders(): string[] {
  const lock = JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  return Object.entries(lock.packages)
    .filter(([folder, { dev }]) => folder !== '' && dev !== true && existsSync(join(PROJECT, folder)))
    .map(([folder]) => folder);
}

/** Copies a package, but not those inside it, which may be for development. */
function copyPackage(folder: string, target: string): void {
  const inner = join(PROJECT, folder, 'node_modules');
  cpSync(join(PROJECT, folder), join(target, folder), {
    recursive: true,
    filter: (path) => path !== inner,
  });
}

function bytesIn(place: string): number {
  const stats = statSync(place);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(place).reduce((sum, name) => sum + bytesIn(join(place, name)), 0);
}

describe('an installation for production', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'production-'));
    for (const name of ['bin', 'dist', 'locales', 'package.json', 'prisma'])
      if (existsSync(join(PROJECT, name)))
        cpSync(join(PROJECT, name), join(folder, name), { recursive: true });
    for (const name of productionFolders()) copyPackage(name, folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  itWhenBuilt()('holds no tools of Prisma, and less than 200 MB', () => {
    const packages = readdirSync(join(folder, 'node_modules'));
    for (const tool of ['prisma', 'effect', 'vite', 'react']) expect(packages).not.toContain(tool);
    expect(bytesIn(folder) / 1024 ** 2).toBeLessThan(MOST_MEGABYTES);
  });

  itWhenBuilt()('runs the whole bot', async () => {
    const { stdout } = await promisify(execFile)('npm', ['run', 'demo', '--', '--once'], { cwd: folder });
    expect(stdout).toContain('📈 آمار تفصیلی از Database');
  });
});
