import { v7 as timeOrderedId } from 'uuid';
import type { Database } from '../../database/engine/database.ts';
import { openDatabase } from '../../database/engine/open-database.ts';
import { bookAndSettle, openBenchmarkLedger } from './benchmark-ledger.ts';
import { milliseconds, pause, printLine, quantile, timed } from './measure.ts';
import type { ScratchDatabase } from './scratch-databases.ts';

const CHATS = 100;
const ANSWERS_EACH = 20;
/** A provider's time; a hundred chats then make a few hundred requests per second. */
const ANSWER_MS = 500;

/** The time that booking and settling add to an answer while a hundred people chat. */
export async function benchmarkLedger(scratch: ScratchDatabase): Promise<string> {
  const database = await openDatabase({ url: scratch.url });
  await database.migrate();
  const ledger = openBenchmarkLedger(database);
  const added = await chatSideBySide((chat) => bookAndSettle(ledger, chat, ANSWER_MS));
  const bare = await benchmarkBareInserts(database);
  await database.close();
  const line = (name: string, share: number) =>
    printLine({
      what: `added to an answer by the ledger, ${CHATS} chats, ${name}, ${scratch.name}`,
      measured: milliseconds(quantile(added, share)),
      reference: `two bare inserts (${milliseconds(quantile(bare, share))})`,
      ratio: quantile(added, share) / quantile(bare, share),
    });
  return line('median', 0.5) + line('p99', 0.99);
}

/** Runs `measure` in many concurrent chats, each with the pauses of its provider. */
async function chatSideBySide(measure: (chat: number) => Promise<number>): Promise<number[]> {
  const measurements: number[] = [];
  const chatting = Array.from({ length: CHATS }, async (_, chat) => {
    for (let answer = 0; answer < ANSWERS_EACH; answer++) {
      await pause(Math.random() * ANSWER_MS);
      measurements.push(await measure(chat));
    }
  });
  await Promise.all(chatting);
  return measurements;
}

/** The reference: the same two commits as two plain statements. */
async function benchmarkBareInserts({ client, engine }: Database): Promise<number[]> {
  const uuid = engine === 'postgresql' ? 'uuid' : 'text';
  await client.$executeRawUnsafe(`CREATE TABLE bare (id ${uuid} PRIMARY KEY, moment text NOT NULL)`);
  const parameters = engine === 'postgresql' ? '$1::uuid, $2' : '?1, ?2';
  const insert = () =>
    client.$executeRawUnsafe(
      `INSERT INTO bare VALUES (${parameters})`,
      timeOrderedId(),
      new Date().toISOString(),
    );
  return chatSideBySide(async () => {
    const first = await timed(insert);
    await pause(ANSWER_MS);
    return first + (await timed(insert));
  });
}
