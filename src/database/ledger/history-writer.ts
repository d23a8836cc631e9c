import { REQUEST_COLUMNS, SETTLEMENT_COLUMNS, settlementRow } from './ledger-parameters.ts';
import type { SettlementRow } from '../totals/ledger-rows.ts';
import type { Database } from '../engine/database.ts';
import { instantText, toJsonRows, type Columns } from '../engine/sql-dialect.ts';
import { addToTotals } from '../totals/totals-store.ts';

export interface HistoryWriter {
  /** Whether nothing was ever booked here. */
  isEmpty(): Promise<boolean>;
  writePeople(people: readonly { userId: bigint; firstName: string; seenAt: Date }[]): Promise<void>;
  /** Writes settled requests with their totals, as the ledger would have left them. */
  write(rows: readonly SettlementRow[]): Promise<void>;
  /** Tells the planner what there is now; by itself PostgreSQL notices a minute later. */
  finish(): Promise<void>;
}

const COLUMNS: Columns = { ...REQUEST_COLUMNS, ...SETTLEMENT_COLUMNS };

/** Generated requests say nothing about how the providers are now. */
const LONG_AGO = new Date(0);

export function createHistoryWriter(database: Database): HistoryWriter {
  const { client, dialect } = database;
  const names = Object.keys(COLUMNS).join(', ');
  const insert = `INSERT INTO ai_usage_tracking (${names}) SELECT ${names} FROM ${dialect.rowsFromJson(COLUMNS, 1)}`;
  return {
    isEmpty: async () => {
      const [request, total] = await Promise.all([
        client.aiUsage.findFirst(),
        client.aiUsageSummary.findFirst(),
      ]);
      return request === null && total === null;
    },
    writePeople: async (people) => {
      const data = people.map(({ userId, firstName, seenAt }) => ({
        userId,
        firstName,
        firstSeenAt: seenAt,
        lastSeenAt: seenAt,
      }));
      await client.person.createMany({ data });
    },
    write: (rows) =>
      database.transaction(async (connection) => {
        await connection.$executeRawUnsafe(insert, toJsonRows(rows.map(requestRow)));
        await addToTotals(connection, database, rows, LONG_AGO);
      }),
    finish: async () => {
      if (database.engine === 'postgresql') await client.$executeRawUnsafe('ANALYZE');
    },
  };
}

function requestRow(row: SettlementRow): object {
  return {
    ...settlementRow(row),
    provider: row.provider,
    key_hash: row.keyHash ?? null,
    action_type: row.actionType,
    user_id: row.userId,
    chat_id: row.chatId ?? row.userId,
    created_at: instantText(row.createdAt),
    date: row.date,
  };
}
