import { createHistoryWriter } from '../database/ledger/history-writer.ts';
import { createSettingStore } from '../database/admin/setting-store.ts';
import type { SettlementRow } from '../database/totals/ledger-rows.ts';
import type { Services } from './open-services.ts';
import { builtInProviders } from '../providers/registry.ts';
import {
  FIRST_GENERATED_USER,
  GENERATED_HISTORY,
  generateHistory,
  type HistoryPlan,
} from '../usage/maintenance/generated-history.ts';

/** Rows a statement. A larger batch updates the same totals fewer times. */
const BATCH = 10_000;
const NAMES = ['سارا', 'علی', 'Reza', 'مریم', 'Nika', 'حسین', 'Ali', 'زهرا', 'Omid', 'نرگس'];

export type HistoryRequest = Omit<HistoryPlan, 'models'>;

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
  await writer.writePeople(
    Array.from({ length: request.users }, (_, index) => ({
      userId: BigInt(FIRST_GENERATED_USER + index),
      firstName: `${NAMES[index % NAMES.length]} ${index + 1}`,
      seenAt: request.now,
    })),
  );
  const models = builtInProviders.flatMap(({ id, defaultModels }) =>
    defaultModels.map((model) => ({ provider: id, model })),
  );
  let written = 0;
  let batch: SettlementRow[] = [];
  const flush = async () => {
    await writer.write(batch);
    written += batch.length;
    batch = [];
    onProgress(written);
  };
  for (const row of generateHistory({ ...request, models }, prices)) {
    batch.push(row);
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  await writer.finish();
}
