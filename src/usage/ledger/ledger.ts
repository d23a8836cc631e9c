import type { LedgerOptions } from './ledger-options.ts';
import { v7 as timeOrderedId } from 'uuid';
import type {
  BookingRow,
  BudgetClaim,
  MoneyClaim,
  MoneyScope,
  SettlementRow,
} from '../../database/totals/ledger-rows.ts';
import { dayOf } from '../../foundation/day.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import { createAliasMemory } from './booked-model.ts';
import { createLedgerCommits } from './ledger-commits.ts';
import { settleAbandoned } from './settle-abandoned.ts';
import { replayJournal } from '../outage/replay-journal.ts';
import type { ActionType, Booking, Outcome } from './booking.ts';
import { toSettlement } from './settlement.ts';

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
  /** Calls `listener` for every request that a budget in money refused from now on. */
  onRefused(listener: (scope: MoneyScope) => void): void;
  /** Calls `listener` for every request of this process from now on, once it is settled. */
  subscribe(listener: (settled: Settled) => void): void;
  /** Resolves when everything submitted so far is durable. */
  drain(): Promise<void>;
}

/** Longer than any call may last, so that a row whose lease has passed belongs to nobody. */
const LEASE_MS = 120_000;

/** The ledger: every request is booked before it is sent and settled after it ended, exactly once. */
export function createLedger(options: LedgerOptions): Ledger {
  const { prices, clock, outage } = options;
  const nameOf = createAliasMemory();
  const listeners: ((settled: Settled) => void)[] = [];
  const refusalListeners: ((scope: MoneyScope) => void)[] = [];
  let replaying: Promise<void> | null = null;
  const replay = async () => {
    if (!outage) return;
    // Two at once would each forget what only one of them wrote.
    replaying ??= replayJournal({ ...options, journal: outage.journal }).finally(() => (replaying = null));
    await replaying;
  };
  const commits = createLedgerCommits(options, replay);

  const settleRow = async (settlement: SettlementRow): Promise<void> => {
    await commits.submitOrKeep({ settlement });
  };
  const noteRefusal = (refusedBy: BudgetRefusal['refusedBy']): BudgetRefusal => {
    if (refusedBy !== 'tokens') for (const listener of refusalListeners) listener(refusedBy);
    return { refusedBy };
  };
  const tryBook = async (request: BookRequest): Promise<Booking | BudgetRefusal> => {
    const row = newBooking(options, request);
    const quote = prices.quote({ provider: row.provider, model: row.model, at: row.createdAt });
    // What a budget has left is known to the database alone.
    const isLimited = request.budget ?? request.money;
    const submit = isLimited ? commits.submit : commits.submitOrKeep;
    const result = await submit({ booking: row });
    if (!result?.booked) return noteRefusal(result?.refusedBy ?? 'tokens');
    const { grantedTokens, grantedPicoUsd } = result;
    return { ...row, ...request, grantedTokens, grantedPicoUsd, quote };
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
    recover: () => settleAbandoned(options, nameOf, settleRow),
    replay,
    onRefused: (listener) => void refusalListeners.push(listener),
    subscribe: (listener) => void listeners.push(listener),
    drain: () => commits.drain(),
  };
}

function newBooking({ keyHashes, owner, clock, timeZone }: LedgerOptions, request: BookRequest): BookingRow {
  const createdAt = clock.now();
  return {
    ...request,
    keyHash: keyHashes[request.provider] ?? '',
    id: timeOrderedId({ msecs: createdAt.getTime() }),
    leaseOwner: owner,
    leaseUntil: new Date(createdAt.getTime() + LEASE_MS),
    createdAt,
    date: dayOf(createdAt, timeZone),
  };
}
