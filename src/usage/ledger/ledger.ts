import { v7 as timeOrderedId } from 'uuid';
import type {
  BookingRow,
  BudgetClaim,
  MoneyClaim,
  MoneyScope,
  SettlementRow,
} from '../../database/totals/ledger-rows.ts';
import { isOutage } from '../../database/engine/is-outage.ts';
import type { BookingResult, LedgerStore } from '../../database/ledger/ledger-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { dayOf } from '../../foundation/day.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import type { DatabaseWatch } from '../outage/database-watch.ts';
import { createGroupCommit } from '../../foundation/group-commit.ts';
import { createAliasMemory } from './booked-model.ts';
import { abandoned, interruptedOutcome } from './interrupted.ts';
import type { OutageJournal } from '../outage/outage-journal.ts';
import type { PriceList } from '../prices/price-list.ts';
import { replayJournal } from '../outage/replay-journal.ts';
import { toSettlement, type ActionType, type Booking, type Outcome } from './settlement.ts';

export interface BookRequest {
  provider: ProviderId;
  model: string;
  actionType: ActionType;
  userId: bigint | null;
  chatId: bigint | null;
  estimatedPromptTokens: number;
  /** Seconds of a recording to be written down, as announced; absent for any other request. */
  estimatedAudioSeconds?: number;
  budget: BudgetClaim | null;
  money?: MoneyClaim | null;
}

/** Why a request was not booked: the person's tokens of the day, or a budget in money. */
export interface BudgetRefusal {
  refusedBy: 'tokens' | MoneyScope;
}

/** A request that this process made and settled. */
export interface Settled {
  row: SettlementRow;
  outcome: Outcome;
}

export interface Ledger {
  /**
   * Books a request before it is sent, with the tokens it may use; `null` when the person's budget has no room
   * for it. While the database is away it is booked in the journal; only a budget cannot be checked then, and
   * the promise rejects.
   */
  book(request: BookRequest): Promise<Booking | null>;
  /** The same, and tells which budget had no room. */
  tryBook(request: BookRequest): Promise<Booking | BudgetRefusal>;
  /** Settles it after it ended. Settling twice counts once. */
  settle(booking: Booking, outcome: Outcome): Promise<void>;
  /** Settles what dead processes left pending, as interrupted. Returns how many rows. */
  recover(): Promise<number>;
  /** Writes to the database what was kept in the journal. Rejects while it is still away. */
  replay(): Promise<void>;
  /** Calls `listener` for every request of this process from now on, once it is settled. */
  subscribe(listener: (settled: Settled) => void): void;
  /** Resolves when everything submitted so far is durable. */
  drain(): Promise<void>;
}

export interface LedgerOptions {
  store: LedgerStore;
  prices: PriceList;
  /** Names the key and address of each provider: what an answer tells is true of these alone. */
  keyHashes: Readonly<Record<ProviderId, string>>;
  clock: Clock;
  logger: Logger;
  timeZone: string;
  /** Names this process in the rows it books: `host/pid/nonce`. */
  owner: string;
  /** Where requests are kept while the database is away; without it, its failures are the caller's. */
  outage?: { journal: OutageJournal; watch: Pick<DatabaseWatch, 'isDown' | 'failed'> };
}

/** Longer than any call may last, so that a row whose lease has passed belongs to nobody. */
const LEASE_MS = 120_000;

type Operation = { booking: BookingRow } | { settlement: SettlementRow };

/** The ledger: every request is booked before it is sent and settled after it ended, exactly once. */
export function createLedger(options: LedgerOptions): Ledger {
  const { store, prices, clock, logger, outage } = options;
  const commits = createGroupCommit<Operation, BookingResult | null>(
    (group) => commit(options, group),
    (error) => !isOutage(error),
  );

  const nameOf = createAliasMemory();
  const listeners: ((settled: Settled) => void)[] = [];
  let replaying: Promise<void> | null = null;

  /** Commits the operation, or keeps it in the journal while the database is away. */
  const submitOrKeep = async (operation: Operation): Promise<BookingResult | null> => {
    if (!outage) return commits.submit(operation);
    if (!outage.watch.isDown) {
      try {
        return await commits.submit(operation);
      } catch (error) {
        if (!outage.watch.failed(error)) throw error;
      }
    }
    await outage.journal.append(operation);
    return { booked: true, grantedTokens: null, grantedPicoUsd: null };
  };
  const settleRow = async (settlement: SettlementRow): Promise<void> => {
    await submitOrKeep({ settlement });
  };

  const tryBook = async (request: BookRequest): Promise<Booking | BudgetRefusal> => {
    const row = newBooking(request, options);
    // What a budget has left is known to the database alone.
    const isLimited = request.budget ?? request.money;
    const result = isLimited ? await commits.submit({ booking: row }) : await submitOrKeep({ booking: row });
    if (!result?.booked) return { refusedBy: result?.refusedBy ?? 'tokens' };
    const { grantedTokens, grantedPicoUsd } = result;
    return { ...row, ...request, grantedTokens, grantedPicoUsd };
  };

  return {
    tryBook,
    book: async (request) => {
      const booked = await tryBook(request);
      return 'refusedBy' in booked ? null : booked;
    },
    settle: async (booking, outcome) => {
      const settlement = toSettlement(booking, outcome, prices, clock.now(), nameOf);
      await settleRow(settlement);
      for (const listener of listeners) listener({ row: settlement, outcome });
    },
    recover: async () => {
      const rows = (await store.pending()).filter((row) => abandoned(row, options.owner, clock.now()));
      for (const row of rows) {
        const booking = {
          ...row,
          provider: row.provider as ProviderId,
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
    },
    replay: async () => {
      if (!outage) return;
      // Two at once would each forget what only one of them wrote.
      replaying ??= replayJournal({ ...options, journal: outage.journal }).finally(() => (replaying = null));
      await replaying;
    },
    subscribe: (listener) => void listeners.push(listener),
    drain: () => commits.drain(),
  };

  function newBooking(request: BookRequest, { owner }: LedgerOptions): BookingRow {
    const createdAt = clock.now();
    return {
      ...request,
      keyHash: options.keyHashes[request.provider],
      id: timeOrderedId({ msecs: createdAt.getTime() }),
      leaseOwner: owner,
      leaseUntil: new Date(createdAt.getTime() + LEASE_MS),
      createdAt,
      date: dayOf(createdAt, options.timeZone),
    };
  }
}

async function commit(
  { store, clock, timeZone }: LedgerOptions,
  group: readonly Operation[],
): Promise<(BookingResult | null)[]> {
  const now = clock.now();
  const bookings = group.flatMap((operation) => ('booking' in operation ? [operation.booking] : []));
  const settlements = group.flatMap((operation) => ('settlement' in operation ? [operation.settlement] : []));
  const results = await store.apply({ bookings, settlements, now, today: dayOf(now, timeZone) });
  const next = results.values();
  return group.map((operation) => ('booking' in operation ? (next.next().value ?? null) : null));
}
