/** Bytes that a second of a recording takes: as a rule, and in the densest form that anybody sends. */
interface Density {
  usual: number;
  most: number;
}

/** By the ending of its name. Telegram's apps record voice in Opus of 32 kbit/s. */
const DENSITIES: Readonly<Record<string, Density>> = {
  ogg: { usual: 4_000, most: 16_000 },
  opus: { usual: 4_000, most: 16_000 },
  wav: { usual: 32_000, most: 192_000 },
  flac: { usual: 64_000, most: 192_000 },
};
const OTHER_DENSITY: Density = { usual: 16_000, most: 40_000 };

/**
 * How many seconds a recording is expected to last, before its provider measures it: as announced, but no less than its
 * bytes can hold. Whoever sends it announces what they like. A file announces nothing; then its size is a guess.
 */
export function expectedSeconds(
  { name, data }: { name: string; data: Uint8Array },
  announced: number | null,
): number {
  const { usual, most } = DENSITIES[name.split('.').at(-1) ?? ''] ?? OTHER_DENSITY;
  const seconds = announced === null ? data.length / usual : Math.max(announced, data.length / most);
  return Math.max(1, Math.ceil(seconds));
}
