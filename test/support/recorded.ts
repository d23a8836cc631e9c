/** Recordings in the formats that people send, as their specifications describe them, with nothing to be heard. */

/** One page of an Ogg file with these packets, each shorter than 255 bytes. */
function page(granule: number, packets: readonly Buffer[], serial = 7): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS');
  head.writeBigInt64LE(BigInt(granule), 6);
  head.writeUInt32LE(serial, 14);
  head[26] = packets.length;
  return Buffer.concat([head, Buffer.from(packets.map(({ length }) => length)), ...packets]);
}

export interface OggOptions {
  seconds: number;
  /** What the last granule position says, where it says something else. */
  claimed?: number;
  /** The first byte of each packet: 0x78 is 20 ms of the hybrid mode, 0xff 48 kHz with a count of frames. */
  toc?: number;
  serial?: number;
}

/** A voice message of Opus packets of 20 ms, 100 a page. */
export function opus({ seconds, claimed = seconds, toc = 0x78, serial = 7 }: OggOptions): Buffer {
  const packet = Buffer.from([toc, 3, 0, 0]);
  const pages = Array.from({ length: Math.ceil(seconds / 2) }, (_, index) =>
    page(Math.min(claimed, index * 2) * 48_000, Array<Buffer>(100).fill(packet), serial),
  );
  const head = page(0, [Buffer.from(`OpusHead${'\0'.repeat(11)}`)], serial);
  const tags = page(0, [Buffer.from(`OpusTags${'\0'.repeat(8)}`)], serial);
  return Buffer.concat([head, tags, ...pages, page(claimed * 48_000, [], serial)]);
}

/** A recording in another codec of Ogg, of which only the granule positions tell the length. */
export function inOgg(codec: 'vorbis' | 'speex' | 'flac', seconds: number, rate: number): Buffer {
  const head = Buffer.alloc(60);
  if (codec === 'vorbis') head.writeUInt32LE(rate, head.write('\u0001vorbis', 'latin1') + 5);
  if (codec === 'speex') head.writeUInt32LE(rate, head.write('Speex   ', 'latin1') + 28);
  if (codec === 'flac') head.writeUIntBE(rate << 4, head.write('\u007fFLAC', 'latin1') + 22, 3);
  return Buffer.concat([page(0, [head]), page(seconds * rate, [Buffer.alloc(9)]), page(-1, [])]);
}

/** 8-bit samples at 8 kHz, with what the header says of their number. */
export function wav(seconds: number, saidBytes = seconds * 8_000): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(saidBytes, 40);
  return Buffer.concat([head, Buffer.alloc(seconds * 8_000)]);
}

export function flac(seconds: number): Buffer {
  const head = Buffer.alloc(42);
  head.write('fLaC');
  head.writeUIntBE(48_000 << 4, 18, 3);
  head[21] = Math.floor((seconds * 48_000) / 2 ** 32);
  head.writeUInt32BE((seconds * 48_000) % 2 ** 32, 22);
  return head;
}

/** Frames of MPEG 1, layer III, 128 kbit/s at 44.1 kHz, after a tag. */
export function mp3(frames: number): Buffer {
  const frame = Buffer.alloc(417);
  frame.writeUInt32BE(0xff_fb_90_00);
  const tag = Buffer.concat([Buffer.from('ID3\u0004\0\0\0\0\u0001\0', 'latin1'), Buffer.alloc(128)]);
  return Buffer.concat([tag, ...Array<Buffer>(frames).fill(frame)]);
}

function box(name: string, ...parts: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  const body = Buffer.concat(parts);
  head.writeUInt32BE(8 + body.length);
  head.write(name, 4);
  return Buffer.concat([head, body]);
}

function words(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) buffer.writeUInt32BE(value, index * 4);
  return buffer;
}

/** A film or song whose header says one length, and the table of its samples another. */
export function mp4(said: number, sampled = said): Buffer {
  const table = box('stbl', box('stts', words(0, 1, sampled, 1_000)));
  const track = box('trak', box('mdia', box('mdhd', words(0, 0, 0, 1_000, 0)), box('minf', table)));
  const header = box('mvhd', words(0, 0, 0, 600, said * 600));
  return Buffer.concat([
    box('ftyp', Buffer.from('M4A ')),
    box('mdat', Buffer.alloc(99)),
    box('moov', header, track),
  ]);
}

/** A recording of a browser: with or without a length in its header, and a last cluster. */
export function webm({ said, cluster }: { said?: number; cluster: number }): Buffer {
  const duration = Buffer.alloc(11);
  duration.writeUIntBE(0x44_89_88, 0, 3);
  duration.writeDoubleBE((said ?? 0) * 1_000, 3);
  const scale = Buffer.from([0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40]);
  const info = Buffer.concat([
    Buffer.from([0x15, 0x49, 0xa9, 0x66, 0x99]),
    scale,
    said ? duration : Buffer.alloc(0),
  ]);
  const time = Buffer.from([
    0x1f, 0x43, 0xb6, 0x75, 0x01, 255, 255, 255, 255, 255, 255, 255, 0xe7, 0x84, 0, 0, 0, 0,
  ]);
  time.writeUInt32BE(cluster * 1_000, 14);
  return Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x80]), info, time, Buffer.alloc(50)]);
}
