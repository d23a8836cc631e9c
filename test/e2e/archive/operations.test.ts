import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSource, reportOf } from '../../support/archive/create-source.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { runCommand, type Ended } from '../../support/bot/run-command.ts';
import { createTestDatabase, engines } from '../../support/database/test-database.ts';

/** A command of `docs/operations.md`, as it is written there. */
interface Written {
  environment: Record<string, string>;
  name: string;
  args: string[];
}

const lines = [...readFileSync('docs/operations.md', 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(
  ([, block = '']) => block.trim().split('\n'),
);
const COMMAND = /^(?:(\w+)=(\S+) )?npm run ([\w:]+)(?: -- (.*))?$/;
const commands = lines.flatMap((line): Written[] => {
  const [, variable, value = '', name = '', args = ''] = COMMAND.exec(line) ?? [];
  if (name === '') return [];
  return [
    { environment: variable ? { [variable]: value } : {}, name, args: args.split(' ').filter(Boolean) },
  ];
});

describe('docs/operations.md', () => {
  itWhenBuilt()(
    'has commands that do what it says, as they are written',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'operations-'));
      // "Install" makes it: the only folder that the bot's user may write to.
      await mkdir(join(folder, 'data'));
      const source = await createSource('sqlite', 300);
      const server = await createTestDatabase(engines.at(-1)!);
      const run = ({ environment, name, args }: Written): Promise<Ended> => {
        // The document's server is not this one.
        const here = args.map((arg) => (arg.startsWith('postgresql://') ? server.url : arg));
        return runCommand(name, here, { DATABASE_URL: source.url, ...environment }, { cwd: folder });
      };
      const archives = commands.filter(({ name }) => ['backup', 'restore', 'move', 'report'].includes(name));
      expect(archives.map(({ name }) => name)).toEqual(['backup', 'restore', 'move', 'report']);
      for (const command of archives) {
        const ended = await run(command);
        expect({ command, code: ended.code, stderr: ended.stderr }).toEqual({ command, code: 0, stderr: '' });
      }
      const report = await reportOf(source.url);
      expect(await reportOf(`file:${join(folder, 'data/restored.db')}`)).toBe(report);
      expect(await reportOf(server.url)).toBe(report);
      await rm(folder, { recursive: true });
      await Promise.all([source.remove(), server.remove()]);
    },
    600_000,
  );

  it('names every refusal of a restore as the program words it', () => {
    const text = readFileSync('docs/operations.md', 'utf8');
    for (const words of [
      'is cut',
      'was altered or damaged',
      'is encrypted',
      'from a newer version',
      'not empty',
    ])
      expect(text).toContain(words);
  });
});
