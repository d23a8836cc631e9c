import { flacSeconds, isFlac } from './flac-seconds.ts';
import { isMp4, mp4Seconds } from './mp4-seconds.ts';
import { mpegSeconds } from './mpeg-seconds.ts';
import { isOgg, oggSeconds } from './ogg-seconds.ts';
import { isWav, wavSeconds } from './wav-seconds.ts';
import { isWebm, webmSeconds } from './webm-seconds.ts';

type Reader = readonly [matches: (bytes: Buffer) => boolean, read: (bytes: Buffer) => number];

const READERS: readonly Reader[] = [
  [isOgg, oggSeconds],
  [isWav, wavSeconds],
  [isFlac, flacSeconds],
  [isMp4, mp4Seconds],
  [isWebm, webmSeconds],
  // Last, because frames of MPEG audio may begin anywhere.
  [() => true, mpegSeconds],
];

/** How many seconds a recording lasts by its own bytes, whatever its name says; `null` for bytes that tell nothing. */
export function containerSeconds(data: Uint8Array): number | null {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const reader = READERS.find(([matches]) => matches(bytes));
  try {
    const seconds = reader?.[1](bytes) ?? 0;
    return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
  } catch {
    // A field beyond the end of a recording that is cut.
    return null;
  }
}
