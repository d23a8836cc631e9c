import { containerSeconds } from './container-seconds.ts';

/** Bytes that a second of a recording takes: in the thinnest form that anybody understands, and in the densest. */
interface Density {
  least: number;
  most: number;
}

/** By the ending of its name. Opus goes down to 6 kbit/s (RFC 6716, section 2); Telegram's apps record 32 kbit/s. */
const DENSITIES: Readonly<Record<string, Density>> = {
  ogg: { least: 750, most: 16_000 },
  opus: { least: 750, most: 16_000 },
  webm: { least: 750, most: 40_000 },
  wav: { least: 4_000, most: 192_000 },
  flac: { least: 4_000, most: 192_000 },
};
const OTHER_DENSITY: Density = { least: 1_000, most: 40_000 };

/** No recording that a service takes lasts longer. */
const LONGEST_SECONDS = 86_400;

/**
 * How many seconds a recording is expected to last, before its provider measures it: as announced, but no less than its
 * bytes say. Whoever sends it announces what they like; what a service decodes is in the bytes. Bytes that nobody here
 * can read last as long as so many may.
 */
export function expectedSeconds(
  { name, data }: { name: string; data: Uint8Array },
  announced: number | null,
): number {
  const { least, most } = DENSITIES[name.split('.').at(-1) ?? ''] ?? OTHER_DENSITY;
  const contained = containerSeconds(data);
  const byBytes = contained === null ? data.length / least : Math.max(contained, data.length / most);
  const seconds = Math.min(LONGEST_SECONDS, Math.max(announced ?? 0, byBytes));
  return Math.max(1, Math.ceil(seconds));
}
