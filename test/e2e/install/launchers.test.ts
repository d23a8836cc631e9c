import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

/** A clone of which nothing is installed and nothing is built. */
describe('a fresh clone', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'clone-'));
    cpSync(join(PROJECT, 'bin'), join(folder, 'bin'), { recursive: true });
    cpSync(join(PROJECT, 'package.json'), join(folder, 'package.json'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (...parameters: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, parameters, {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };
  const saying = (stderr: RegExp) => ({ status: 1, stdout: '', stderr: expect.stringMatching(stderr) });
  /** As that version of Node.js would run it. */
  const asVersion = (version: string) => {
    const file = join(folder, 'fake-version.cjs');
    writeFileSync(
      file,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
    );
    return ['--require', file];
  };

  it.each(['main', 'commands/demo', 'commands/report'])('says in a line what %s waits for', (program) => {
    expect(run('bin/run.cjs', program)).toEqual(
      saying(/^The packages of this project are not installed[^\n]*npm ci\n$/),
    );
  });

  it('says in a line that it is not built', () => {
    symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
    expect(run('bin/run.cjs', 'main')).toEqual(saying(/^This project is not built yet[^\n]*npm ci\n$/));
  });

  it('says in a line that one package is missing', () => {
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const [, ...others] = Object.keys(dependencies);
    for (const name of others) {
      mkdirSync(join(folder, 'node_modules', name), { recursive: true });
      cpSync(
        join(PROJECT, 'node_modules', name, 'package.json'),
        join(folder, 'node_modules', name, 'package.json'),
      );
    }
    expect(run('bin/run.cjs', 'main')).toEqual(
      saying(/^The packages of this project[^\n]*not all of them[^\n]*npm ci\n$/),
    );
  });

  it('says in a line which packages the build needs', () => {
    expect(run('bin/expect-build-tools.cjs')).toEqual(
      saying(
        /^The packages that build this project are not installed \([^)\n]+\)\. Run: npm ci --include=dev\n$/,
      ),
    );
  });

  it.each(['18.20.8', '16.0.0', '20.18.3', '8.17.0'])(
    'says in a line that Node.js %s is too old',
    (version) => {
      const told = saying(
        new RegExp(
          `^This program needs Node\\.js >=20\\.19[^\\n]*, and this is ${version}\\. [^\\n]*nodejs\\.org[^\\n]*\\n$`,
        ),
      );
      for (const launcher of ['run.cjs', 'prepare.cjs', 'expect-build-tools.cjs', 'check-node.cjs'])
        expect(run(...asVersion(version), `bin/${launcher}`, 'main')).toEqual(told);
    },
  );

  it.each(['20.19.0', '20.20.1', '22.0.0', '24.1.0'])('has nothing to say of Node.js %s', (version) => {
    expect(run(...asVersion(version), 'bin/check-node.cjs')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('is checked in words that the oldest Node.js reads', () => {
    const text = readFileSync(join(folder, 'bin', 'check-node.cjs'), 'utf8');
    expect(text).not.toMatch(/\b(?:const|let|import|class|async)\b|=>|`|\?\.|\?\?/);
  });
});
