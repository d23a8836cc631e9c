import { isOutage } from '../../database/engine/is-outage.ts';
import type { BookingResult } from '../../database/ledger/ledger-store.ts';
import type { BookingRow, SettlementRow } from '../../database/totals/ledger-rows.ts';
import { dayOf } from '../../foundation/day.ts';
import { createGroupCommit } from '../../foundation/concurrency/group-commit.ts';
import type { LedgerOptions } from './ledger-options.ts';

type Outage = NonNullable<LedgerOptions['outage']>;

/** What the ledger writes: a request before it is sent, or how it ended. */
export type Operation = { booking: BookingRow } | { settlement: SettlementRow };

export interface LedgerCommits {
  /** Commits an operation together with others of the moment; tells what became of a booking. */
  submit: (operation: Operation) => Promise<BookingResult | null>;
  /** The same, but keeps it in the journal while the database is away, or behind a booking that is kept there. */
  submitOrKeep: (operation: Operation) => Promise<BookingResult | null>;
  /** Resolves when everything submitted so far is durable. */
  drain(): Promise<void>;
}

/** `replay` writes what the journal keeps. */
export function createLedgerCommits(options: LedgerOptions, replay: () => Promise<void>): LedgerCommits {
  const { outage } = options;
  const commits = createGroupCommit<Operation, BookingResult | null>(
    (group) => commit(options, group),
    (error) => !isOutage(error),
  );
  const submit = (operation: Operation) => commits.submit(operation);
  return {
    submit,
    submitOrKeep: async (operation) => {
      if (!outage) return submit(operation);
      if (!outage.watch.isDown && !isBehindBooking(outage, operation)) {
        try {
          return await submit(operation);
        } catch (error) {
          if (!outage.watch.failed(error)) throw error;
        }
      }
      await outage.journal.append(operation);
      // The database came back while it was being written, and with it the replay may have ended.
      if (!outage.watch.isDown) void replay().catch(outage.watch.failed);
      return { booked: true, grantedTokens: null, grantedPicoUsd: null };
    },
    drain: () => commits.drain(),
  };
}

/** The database would not find the request that it settles, and the settlement would be lost. */
function isBehindBooking({ journal }: Outage, operation: Operation): boolean {
  return 'settlement' in operation && journal.hasBooking(operation.settlement.id);
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
