interface Frame {
  bytes: number;
  seconds: number;
}

/** Kilobits a second by index (ISO/IEC 11172-3, 13818-3): of version 1 in layers I to III, then of the later ones. */
const VERSION_1: readonly (readonly number[])[] = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
];
const LATER: readonly (readonly number[])[] = [
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
const RATES = [44_100, 48_000, 32_000];
/** Bytes that may stand between frames in all, such as tags: what holds more is no such recording. */
const MOST_JUNK = 300_000;
/** Places where a frame may begin and does not. */
const MOST_SEARCHES = 20_000;
/** Fewer are chance. */
const LEAST_FRAMES = 3;

/** The seconds of all frames of an MP3 file; 0 for bytes that hold none. */
export function mpegSeconds(bytes: Buffer): number {
  let seconds = 0;
  let frames = 0;
  let junk = 0;
  let searches = 0;
  let at = tagBytes(bytes);
  while (at !== -1 && at + 4 <= bytes.length && junk < MOST_JUNK && searches < MOST_SEARCHES) {
    const frame = frameAt(bytes, at);
    if (frame) {
      seconds += frame.seconds;
      frames++;
      at += frame.bytes;
    } else {
      const next = bytes.indexOf(0xff, at + 1);
      searches++;
      junk += (next === -1 ? bytes.length : next) - at;
      at = next;
    }
  }
  return frames >= LEAST_FRAMES && junk < MOST_JUNK && searches < MOST_SEARCHES ? seconds : 0;
}

/** The length of the ID3 tag that songs begin with; its size has seven bits a byte. */
function tagBytes(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, 3) !== 'ID3') return 0;
  const size = bytes.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0);
  return 10 + size;
}

function frameAt(bytes: Buffer, at: number): Frame | null {
  const header = bytes.readUInt32BE(at);
  const version = (header >>> 19) & 3;
  const layer = 4 - ((header >>> 17) & 3);
  if (header >>> 21 !== 0x7_ff || version === 1 || layer === 4) return null;
  const isFirst = version === 3;
  const kilobits = (isFirst ? VERSION_1 : LATER)[layer - 1]?.[(header >>> 12) & 15] ?? 0;
  const rate = (RATES[(header >>> 10) & 3] ?? 0) / (isFirst ? 1 : version === 2 ? 2 : 4);
  if (kilobits === 0 || rate === 0) return null;
  const samples = layer === 1 ? 384 : layer === 3 && !isFirst ? 576 : 1_152;
  const padding = ((header >>> 9) & 1) * (layer === 1 ? 4 : 1);
  const size = Math.floor((samples / 8) * ((kilobits * 1_000) / rate)) + padding;
  return { bytes: Math.max(4, size), seconds: samples / rate };
}
