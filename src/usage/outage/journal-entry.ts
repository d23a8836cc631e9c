import type { BookingRow, SettlementRow } from '../../database/totals/ledger-rows.ts';

/** What the ledger could not write to the database. */
export type JournalEntry = { booking: BookingRow } | { settlement: SettlementRow };

/** Fields that JSON alone would bring back as something else. */
const BIGINT_FIELDS = new Set(['userId', 'chatId', 'costPicoUsd']);
const DATE_FIELDS = new Set(['leaseUntil', 'createdAt', 'retryAt', 'resetAt', 'observedAt']);

/** An entry as one line. */
export function serializeEntry(entry: JournalEntry): string {
  const text = JSON.stringify(entry, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return `${text}\n`;
}

/** The entry of a line; `null` for an empty line or one that a power cut left half written. */
export function parseEntry(line: string): JournalEntry | null {
  if (line.trim() === '') return null;
  try {
    return JSON.parse(line, (key, value: unknown) => {
      if (typeof value === 'string' && BIGINT_FIELDS.has(key)) return BigInt(value);
      if (typeof value === 'string' && DATE_FIELDS.has(key)) return new Date(value);
      return value;
    }) as JournalEntry;
  } catch {
    return null;
  }
}
