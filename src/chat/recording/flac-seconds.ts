/** Where the rate and the number of samples stand: after the mark, a block's header and four sizes (RFC 9639, section 8.2). */
const RATE_AT = 4 + 4 + 10;

/** Whether the bytes begin as a FLAC file. */
export function isFlac(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'fLaC';
}

/** The seconds of a FLAC file by its header; 0 where it was written before they were known. */
export function flacSeconds(bytes: Buffer): number {
  const rate = bytes.readUIntBE(RATE_AT, 3) >> 4;
  // 36 bits: the lower half of a byte, and four more.
  const samples = ((bytes[RATE_AT + 3] ?? 0) & 15) * 2 ** 32 + bytes.readUInt32BE(RATE_AT + 4);
  return rate > 0 ? samples / rate : 0;
}
