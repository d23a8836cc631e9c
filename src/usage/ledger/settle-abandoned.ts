import type { SettlementRow } from '../../database/totals/ledger-rows.ts';
import type { createAliasMemory } from './booked-model.ts';
import { abandoned, interruptedOutcome } from './interrupted.ts';
import type { LedgerOptions } from './ledger-options.ts';
import type { ActionType } from './booking.ts';
import { toSettlement } from './settlement.ts';

/** Settles what processes left pending that ended, as interrupted. Returns how many rows. */
export async function settleAbandoned(
  { store, prices, owner, clock, logger }: LedgerOptions,
  nameOf: ReturnType<typeof createAliasMemory>,
  settleRow: (settlement: SettlementRow) => Promise<void>,
): Promise<number> {
  const rows = (await store.pending()).filter((row) => abandoned(row, owner, clock.now()));
  for (const row of rows) {
    const booking = {
      ...row,
      provider: row.provider,
      actionType: row.actionType as ActionType,
      estimatedPromptTokens: row.promptTokens ?? 0,
      estimatedAudioSeconds: row.audioSeconds,
      grantedTokens: row.reservedTokens,
      // Only the database knows; what is held goes in any case.
      grantedPicoUsd: 0n,
    };
    const now = clock.now();
    await settleRow(toSettlement(booking, interruptedOutcome(booking, now), prices, now, nameOf));
  }
  if (rows.length > 0) logger.warn({ requests: rows.length }, 'settled requests of a process that ended');
  return rows.length;
}
