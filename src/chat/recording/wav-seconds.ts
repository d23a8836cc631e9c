/** Formats of samples without compression: PCM, floating point, and either with a mask of channels. */
const PLAIN_FORMATS: ReadonlySet<number> = new Set([1, 3, 0xff_fe]);
const HEADER_BYTES = 12;

/** Whether the bytes begin as a WAV file, also one of more than 4 GB. */
export function isWav(bytes: Buffer): boolean {
  const kind = bytes.toString('latin1', 0, 4);
  return (kind === 'RIFF' || kind === 'RF64') && bytes.toString('latin1', 8, 12) === 'WAVE';
}

/** The seconds of a WAV file: what is there of its samples, whatever its header says of their size. */
export function wavSeconds(bytes: Buffer): number {
  let bytesPerSecond = 0;
  for (let chunk = HEADER_BYTES; chunk + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', chunk, chunk + 4);
    const size = bytes.readUInt32LE(chunk + 4);
    if (name === 'fmt ') bytesPerSecond = rateIn(bytes, chunk + 8);
    if (name === 'data') return bytesPerSecond > 0 ? (bytes.length - chunk - 8) / bytesPerSecond : 0;
    chunk += 8 + size + (size % 2);
  }
  return 0;
}

// The rate in bytes is redundant for plain samples, and decoders do not look at it.
function rateIn(bytes: Buffer, at: number): number {
  const format = bytes.readUInt16LE(at);
  const [channels, bits] = [bytes.readUInt16LE(at + 2), bytes.readUInt16LE(at + 14)];
  if (!PLAIN_FORMATS.has(format)) return bytes.readUInt32LE(at + 8);
  return (channels * bytes.readUInt32LE(at + 4) * bits) / 8;
}
