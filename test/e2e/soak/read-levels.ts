import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RunningBot } from '../../support/bot/running-bot.ts';

/** The resources of the bot and its database at one moment. */
export interface Levels {
  /** Rows by table. */
  rows: Readonly<Record<string, number>>;
  /** Used pages of the database file. */
  pages: number;
  /** After garbage collection. */
  heapBytes: number;
  /** Timers, sockets and other handles that keep the process alive. */
  resources: number;
}

export async function readLevels(bot: RunningBot): Promise<Levels> {
  const { client } = await bot.database();
  const tables = await client.$queryRawUnsafe<{ name: string }[]>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 6) <> 'sqlite'`,
  );
  const number = async (sql: string) => {
    const [row] = await client.$queryRawUnsafe<Record<string, number | bigint>[]>(sql);
    return Number(Object.values(row ?? {})[0]);
  };
  const rows: Record<string, number> = {};
  for (const { name } of tables) rows[name] = await number(`SELECT COUNT(*) FROM "${name}"`);
  const pages = (await number('PRAGMA page_count')) - (await number('PRAGMA freelist_count'));
  collectGarbage();
  return {
    rows,
    pages,
    heapBytes: process.memoryUsage().heapUsed,
    resources: process.getActiveResourcesInfo().length,
  };
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
