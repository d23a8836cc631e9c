import { randomBytes } from 'node:crypto';
import type { PendingRow } from '../../database/ledger/ledger-store.ts';
import { isAlive, MACHINE } from '../../foundation/machine.ts';
import type { Booking, Outcome } from './booking.ts';

/** A name for this process that tells others on the same machine whether it still lives. */
export function processOwner(): string {
  return `${MACHINE}/${process.pid}/${randomBytes(4).toString('hex')}`;
}

/** Whether nobody will settle this row any more: its process is gone, or its lease has passed. */
export function abandoned(row: PendingRow, self: string, now: Date): boolean {
  if (row.leaseOwner === self) return false;
  return row.leaseUntil <= now || hasEnded(row.leaseOwner ?? '');
}

/** Whether the process of this name ran on this machine and does no more; it must not be this one. */
export function hasEnded(owner: string): boolean {
  const [host, pid] = owner.split('/');
  if (host !== MACHINE) return false;
  // The same process number with another nonce is a former process of which this one is the successor.
  return Number(pid) === process.pid || !isAlive(Number(pid));
}

/** The outcome of a request whose process ended: the prompt was sent, so its estimate stands. */
export function interruptedOutcome(booking: Booking, now: Date): Outcome {
  return {
    ending: {
      type: 'failed',
      status: 'interrupted',
      reason: 'aborted',
      message: 'the process ended before the answer did',
      httpStatus: null,
      retryAfterMs: null,
    },
    measurement: {
      usage: null,
      audioSeconds: null,
      rateLimits: null,
      receivedText: '',
      receivedReasoning: '',
      counted: null,
      hasEnded: false,
      latencyMs: now.getTime() - booking.createdAt.getTime(),
    },
  };
}
