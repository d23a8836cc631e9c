import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Engine } from '../../../src/database/engine/engine.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { createSource, reportOf } from '../../support/archive/create-source.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { runCommand, startCommand } from '../../support/bot/run-command.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../support/database/test-database.ts';

/** Some moments are short. */
const LOOK_EVERY_MS = 2;

/** Whether a moment has come, as far as it can be seen from outside. */
interface Watch {
  hasCome(): boolean | Promise<boolean>;
  close(): Promise<void>;
}

const MOMENTS: Readonly<Record<Engine, Readonly<Record<string, (url: string) => Promise<Watch>>>>> = {
  sqlite: {
    'when it has a file': (url) => watchSize(url, 0),
    'when it has tables': (url) => watchSize(url, 200_000),
    'when it has rows': (url) => watchSize(url, 1_500_000),
  },
  postgresql: {
    'when it has tables': (url) => watchServer(url, `to_regclass('inbox') IS NOT NULL`),
    'when it inserts': (url) => watchServer(url, isRunning('INSERT INTO%')),
    'when it compares': (url) => watchServer(url, isRunning('FETCH%')),
  },
};

describe.each(engines)('a move to %s that is killed', (engine) => {
  let source: TestDatabase;
  beforeAll(async () => {
    source = await createSource('sqlite', 6_000);
  });
  afterAll(() => source.remove());

  itWhenBuilt().each(Object.entries(MOMENTS[engine]))(
    '%s leaves a target that the next one fills',
    async (_, openWatch) => {
      const to = await createTestDatabase(engine);
      if (engine === 'postgresql') await (await openDatabase({ url: to.url })).close();
      const watch = await openWatch(to.url);
      const first = startCommand('move', ['--to', to.url], { DATABASE_URL: source.url });
      const ended = first.ended.then(() => true);
      while (!(await watch.hasCome())) if (await Promise.race([ended, delay(LOOK_EVERY_MS)])) break;
      first.kill('SIGKILL');
      expect((await first.ended).code).toBe(null);
      await watch.close();
      const again = await runCommand('move', ['--to', to.url], { DATABASE_URL: source.url });
      expect(again).toMatchObject({ code: 0, stderr: '' });
      expect(await reportOf(to.url)).toBe(await reportOf(source.url));
      await to.remove();
    },
    600_000,
  );
});

/** Watches the bytes of the files from which an embedded database is going to be made. */
async function watchSize(url: string, bytes: number): Promise<Watch> {
  const folderOf = dirname(url.slice('file:'.length));
  const sizeOf = (name: string) => statSync(join(folderOf, name), { throwIfNoEntry: false })?.size ?? 0;
  return {
    hasCome: () => {
      const parts = readdirSync(folderOf).filter((name) => name.includes('.part'));
      return parts.reduce((sum, name) => sum + sizeOf(name), 0) > bytes;
    },
    close: async () => undefined,
  };
}

async function watchServer(url: string, condition: string): Promise<Watch> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    hasCome: async () => {
      const { rows } = await client.query<{ found: boolean }>(`SELECT (${condition}) AS found`);
      return rows[0]?.found === true;
    },
    close: () => client.end(),
  };
}

function isRunning(words: string): string {
  return (
    `SELECT COUNT(*) > 0 FROM pg_stat_activity ` +
    `WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '${words}'`
  );
}
