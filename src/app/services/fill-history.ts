import { createHistoryWriter } from '../../database/ledger/history-writer.ts';
import { createSettingStore } from '../../database/admin/setting-store.ts';
import type { SettlementRow } from '../../database/totals/ledger-rows.ts';
import type { Services } from './open-services.ts';
import { builtInProviders } from '../../providers/registry.ts';
import {
  FIRST_GENERATED_USER,
  GENERATED_HISTORY,
  generateHistory,
  type HistoryModel,
  type HistoryPlan,
} from '../../usage/maintenance/generated-history.ts';

/** Rows a statement. A larger batch updates the same totals fewer times. */
const BATCH = 10_000;
const NAMES = ['سارا', 'علی', 'Reza', 'مریم', 'Nika', 'حسین', 'Ali', 'زهرا', 'Omid', 'نرگس'];

export interface HistoryRequest extends Omit<HistoryPlan, 'models' | 'transcriber' | 'people'> {
  /** Who wrote, with the share that each of them has; without it `users` with generated names. */
  people?: readonly HistoryPerson[];
}

export interface HistoryPerson {
  userId: bigint;
  firstName: string;
  share: number;
}

const TRANSCRIBER: HistoryModel = { provider: 'groq', model: 'whisper-large-v3-turbo' };

/** Fills an empty database with generated requests and marks it as generated. Throws when the database holds a request. */
export async function fillHistory(
  { database, prices }: Pick<Services, 'database' | 'prices'>,
  request: HistoryRequest,
  onProgress: (written: number) => void,
): Promise<void> {
  const writer = createHistoryWriter(database);
  if (!(await writer.isEmpty()))
    throw new Error('this database already holds requests; generated ones need an empty one');
  await createSettingStore(database).set(
    GENERATED_HISTORY,
    JSON.stringify({ seed: request.seed }),
    request.now,
  );
  const models = builtInProviders.flatMap(({ id, defaultModels, seeingModels }) =>
    defaultModels.map((model) => ({ provider: id, model, sees: seeingModels.test(model) })),
  );
  let written = 0;
  let batch: SettlementRow[] = [];
  const flush = async () => {
    await writer.write(batch);
    written += batch.length;
    batch = [];
    onProgress(written);
  };
  for (const row of generateHistory({ ...request, models, transcriber: TRANSCRIBER }, prices)) {
    batch.push(row);
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  // Last: what is stopped before its first request can be begun again.
  await writer.writePeople(peopleOf(request));
  await writer.finish();
}

function peopleOf({ people, users, now }: HistoryRequest) {
  if (people) return people.map(({ userId, firstName }) => ({ userId, firstName, seenAt: now }));
  return Array.from({ length: users }, (_, index) => ({
    userId: BigInt(FIRST_GENERATED_USER + index),
    firstName: `${NAMES[index % NAMES.length]} ${index + 1}`,
    seenAt: now,
  }));
}
