/** One logical stream of an Ogg file (RFC 3533). */
interface Stream {
  serial: number;
  /** Samples of a granule position in a second. */
  rate: number;
  isOpus: boolean;
  packets: number;
  /** The milliseconds in its Opus packets, each of which says how long it is. */
  opusMs: number;
  granule: number;
  /** The last packet goes on in the next page. */
  isOpen: boolean;
}

const PAGE = Buffer.from('OggS');
const HEADER_BYTES = 27;
/** Granule positions of Opus are of 48 kHz whatever was recorded (RFC 7845, section 4). */
const OPUS_RATE = 48_000;
/** A recording has a few broken pages at most. */
const MOST_SEARCHES = 10_000;
/** More than honest recordings have: of any other the rest is taken to be like its beginning. */
const MOST_PAGES = 30_000;
const MOST_PACKETS = 1_000_000;

/** Whether the bytes begin as an Ogg file. */
export function isOgg(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(PAGE);
}

/** The seconds of all streams: by their granule positions, and of Opus no less than its packets hold. */
export function oggSeconds(bytes: Buffer): number {
  const streams: Stream[] = [];
  let stream: Stream | undefined;
  let page = 0;
  let searches = 0;
  for (let pages = 0; page + HEADER_BYTES <= bytes.length && pages < MOST_PAGES; pages++) {
    if (!isPage(bytes, page)) {
      const next = bytes.indexOf(PAGE, page + 1);
      page = next === -1 ? bytes.length : next;
      if (++searches > MOST_SEARCHES) break;
      continue;
    }
    const serial = bytes.readUInt32LE(page + 14);
    if (stream?.serial !== serial) stream = streamOf(streams, serial);
    page = readPage(bytes, page, stream);
    if (stream.packets > MOST_PACKETS) break;
  }
  const isRead = page + HEADER_BYTES > bytes.length;
  const seconds = streams.reduce((sum, one) => sum + Math.max(one.opusMs / 1000, one.granule / one.rate), 0);
  return isRead || page === 0 ? seconds : (seconds * bytes.length) / page;
}

function isPage(bytes: Buffer, page: number): boolean {
  return bytes.readUInt32BE(page) === 0x4f_67_67_53 && bytes[page + 4] === 0;
}

function streamOf(streams: Stream[], serial: number): Stream {
  const known = streams.find((stream) => stream.serial === serial);
  if (known) return known;
  const stream = {
    serial,
    rate: OPUS_RATE,
    isOpus: false,
    packets: 0,
    opusMs: 0,
    granule: 0,
    isOpen: false,
  };
  // Nobody records so many at once; the rest of a hostile file counts as the last one.
  if (streams.length >= 100) return streams.at(-1) ?? stream;
  streams.push(stream);
  return stream;
}

/** Notes what a page adds to its stream; where the page ends. */
function readPage(bytes: Buffer, page: number, stream: Stream): number {
  const high = bytes.readInt32LE(page + 10);
  // Below zero is a page on which no packet ends.
  if (high >= 0) stream.granule = Math.max(stream.granule, high * 2 ** 32 + bytes.readUInt32LE(page + 6));
  const count = bytes[page + 26] ?? 0;
  let at = page + HEADER_BYTES + count;
  for (let index = 0; index < count; index++) {
    const size = bytes[page + HEADER_BYTES + index] ?? 0;
    // Packets of other codecs do not say how long they are.
    const isTold = stream.isOpus || stream.packets < 2;
    if (isTold && !stream.isOpen && size > 0) beginPacket(bytes, at, stream);
    stream.isOpen = size === 255;
    at += size;
  }
  return at;
}

function beginPacket(bytes: Buffer, at: number, stream: Stream): void {
  stream.packets++;
  if (stream.packets === 1) readHead(bytes, at, stream);
  // The second one holds comments.
  else if (stream.packets > 2 && stream.isOpus) stream.opusMs += opusMs(bytes, at);
}

/** The first packet names the codec: Vorbis, Speex and FLAC also the rate of their granule positions. */
function readHead(bytes: Buffer, at: number, stream: Stream): void {
  const head = bytes.toString('latin1', at, at + 8);
  stream.isOpus = head === 'OpusHead';
  const rate = rateIn(bytes, at, head);
  if (rate > 0) stream.rate = rate;
}

function rateIn(bytes: Buffer, at: number, head: string): number {
  if (head.startsWith('\u0001vorbis')) return bytes.readUInt32LE(at + 12);
  if (head === 'Speex   ') return bytes.readUInt32LE(at + 36);
  if (head.startsWith('\u007fFLAC')) return bytes.readUIntBE(at + 27, 3) >> 4;
  return 0;
}

/** How long an Opus packet lasts, by its first byte (RFC 6716, section 3.1). */
function opusMs(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  const config = first >> 3;
  const code = first & 3;
  const frames = code === 3 ? (bytes[at + 1] ?? 0) & 63 : Math.min(code, 1) + 1;
  return frames * frameMs(config);
}

function frameMs(config: number): number {
  if (config < 12) return [10, 20, 40, 60][config & 3] ?? 20;
  if (config < 16) return [10, 20][config & 1] ?? 20;
  return [2.5, 5, 10, 20][config & 3] ?? 20;
}
