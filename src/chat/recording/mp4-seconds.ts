/** Boxes that hold boxes on the way to the times of an MP4 file (ISO/IEC 14496-12). */
const PARENTS: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);
/** A file of a few tracks has some dozens of boxes. */
const MOST_BOXES = 10_000;

interface Times {
  seconds: number;
  /** Ticks a second of the track that is read. */
  timescale: number;
  boxes: number;
}

/** Whether the bytes begin as MP4, M4A or QuickTime. */
export function isMp4(bytes: Buffer): boolean {
  return ['ftyp', 'moov', 'wide', 'free', 'mdat'].includes(bytes.toString('latin1', 4, 8));
}

/** The longest time that the file's header, a track's header or the table of a track's samples tells. */
export function mp4Seconds(bytes: Buffer): number {
  const times: Times = { seconds: 0, timescale: 0, boxes: 0 };
  readBoxes(bytes, 0, bytes.length, times);
  return times.seconds;
}

function readBoxes(bytes: Buffer, from: number, end: number, times: Times): void {
  for (let box = from; box + 8 <= end && times.boxes < MOST_BOXES;) {
    times.boxes += 1;
    const short = bytes.readUInt32BE(box);
    const isLong = short === 1 && box + 16 <= end;
    const size = isLong ? Number(bytes.readBigUInt64BE(box + 8)) : short === 0 ? end - box : short;
    const body = box + (isLong ? 16 : 8);
    if (size < body - box) return;
    readBox(bytes, bytes.toString('latin1', box + 4, box + 8), [body, Math.min(end, box + size)], times);
    box += size;
  }
}

function readBox(bytes: Buffer, name: string, [at, end]: readonly [number, number], times: Times): void {
  if (PARENTS.has(name)) readBoxes(bytes, at, end, times);
  else if (name === 'mvhd' || name === 'mdhd') readHeader(bytes, at, times);
  else if (name === 'stts') readSampleTimes(bytes, at, end, times);
}

/** The length of the film or of a track, in its own ticks. */
function readHeader(bytes: Buffer, at: number, times: Times): void {
  const isWide = bytes[at] === 1;
  const timescale = bytes.readUInt32BE(at + (isWide ? 20 : 12));
  const ticks = isWide ? Number(bytes.readBigUInt64BE(at + 24)) : bytes.readUInt32BE(at + 16);
  times.timescale = timescale;
  // All bits set stand for a length that was not known.
  if (timescale > 0 && ticks < (isWide ? 2 ** 63 : 2 ** 32 - 1)) note(times, ticks / timescale);
}

/** The length of each sample, of which a decoder plays all. */
function readSampleTimes(bytes: Buffer, at: number, end: number, times: Times): void {
  const most = Math.floor((end - at - 8) / 8);
  const entries = Math.min(bytes.readUInt32BE(at + 4), most);
  let ticks = 0;
  for (let entry = at + 8; entry < at + 8 + entries * 8; entry += 8)
    ticks += bytes.readUInt32BE(entry) * bytes.readUInt32BE(entry + 4);
  if (times.timescale > 0) note(times, ticks / times.timescale);
}

function note(times: Times, seconds: number): void {
  times.seconds = Math.max(times.seconds, seconds);
}
