import { getHeapStatistics } from 'node:v8';
import { createWeightedGate, type WeightedGate } from '../../foundation/concurrency/weighted-gate.ts';
import type { BotContext } from '../messages/context.ts';
import { LeaseLost } from '../messages/lease-lost.ts';
import { reply } from '../messages/reply.ts';
import { MAX_DOWNLOAD_BYTES } from './download-file.ts';

/** A picture is in memory as bytes, as base64, within the JSON of its request and as what is sent: some ten times. */
const SHARE_OF_HEAP = 10;

/** People take turns at it, in all chats together. */
type FilesGate = WeightedGate<number>;

/** The bytes of people's files that all answers together may have in hand. */
export function createFilesGate(heapBytes: number = getHeapStatistics().heap_size_limit): FilesGate {
  return createWeightedGate(Math.max(heapBytes / SHARE_OF_HEAP, MAX_DOWNLOAD_BYTES));
}

export interface FilesInHand {
  files: FilesGate;
  /** Aborted when the program ends. */
  shutdown: AbortSignal;
}

/** Works with files of so many bytes, once there is room for them; whoever has to wait is told so. */
export async function withBytesInHand<Result>(
  ctx: BotContext,
  { files, shutdown }: FilesInHand,
  bytes: number,
  work: () => Promise<Result>,
): Promise<Result> {
  if (files.isFull(ctx.personId, bytes)) await reply(ctx, 'files-waiting');
  const leave = await files.enter(ctx.personId, bytes, shutdown).catch(() => {
    // The next process answers it.
    throw new LeaseLost();
  });
  try {
    return await work();
  } finally {
    leave();
  }
}

/** What counts for files whose sizes were announced so; one without a size counts as the largest. */
export function bytesOf(sizes: readonly (number | null | undefined)[]): number {
  const sum = sizes.reduce<number>((total, size) => total + (size || MAX_DOWNLOAD_BYTES), 0);
  return Math.min(sum, MAX_DOWNLOAD_BYTES);
}
