const HEADER = 0x1a_45_df_a3;
const INFO = Buffer.from([0x15, 0x49, 0xa9, 0x66]);
const CLUSTER = Buffer.from([0x1f, 0x43, 0xb6, 0x75]);
const TIMESTAMP_SCALE = Buffer.from([0x2a, 0xd7, 0xb1]);
const DURATION = Buffer.from([0x44, 0x89]);
/** The element with these is short, and stands before the recording. */
const INFO_BYTES = 1_000;
const USUAL_SCALE = 1_000_000;

/** Whether the bytes begin as WebM or Matroska. */
export function isWebm(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32BE(0) === HEADER;
}

/** The longest time that the header or the last cluster tells (RFC 9559): a browser's recordings have no length. */
export function webmSeconds(bytes: Buffer): number {
  const start = bytes.indexOf(INFO);
  const info = start === -1 ? Buffer.alloc(0) : bytes.subarray(start, start + INFO_BYTES);
  const ticks = Math.max(durationIn(info), lastTimestamp(bytes));
  // In nanoseconds a tick.
  return (ticks * scaleIn(info)) / 1e9;
}

function scaleIn(info: Buffer): number {
  const at = info.indexOf(TIMESTAMP_SCALE);
  return at === -1 ? USUAL_SCALE : unsigned(info, at + TIMESTAMP_SCALE.length) || USUAL_SCALE;
}

function durationIn(info: Buffer): number {
  const at = info.indexOf(DURATION);
  if (at === -1) return 0;
  const value = at + DURATION.length + 1;
  const ticks = info[value - 1] === 0x84 ? info.readFloatBE(value) : info.readDoubleBE(value);
  return Number.isFinite(ticks) ? ticks : 0;
}

function lastTimestamp(bytes: Buffer): number {
  const cluster = bytes.lastIndexOf(CLUSTER);
  if (cluster === -1) return 0;
  const size = cluster + CLUSTER.length;
  const timestamp = size + vintBytes(bytes[size] ?? 0);
  return bytes[timestamp] === 0xe7 ? unsigned(bytes, timestamp + 1) : 0;
}

/** The bytes of a number of variable length: one more than its first byte has leading zeros (RFC 8794). */
function vintBytes(first: number): number {
  return Math.clz32(first) - 23;
}

/** An unsigned integer after its size, which is one byte here. */
function unsigned(bytes: Buffer, at: number): number {
  const length = (bytes[at] ?? 0) & 127;
  return length >= 1 && length <= 6 ? bytes.readUIntBE(at + 1, length) : 0;
}
