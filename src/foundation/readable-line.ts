/** Fields beside the words of a line, as long as they fit there. */
const WIDEST_FIELDS = 80;
const LABELS: Readonly<Record<string, string>> = { warn: 'WARN ', error: 'ERROR' };

/** A log line for people at a terminal: time, level, words, and the fields behind or below them. */
export function readableLine(json: string): string {
  try {
    return format(JSON.parse(json) as Line);
  } catch {
    // What was redacted may have been a part of the JSON.
    return json;
  }
}

interface Line {
  level: string;
  time: string;
  msg?: string;
  [field: string]: unknown;
}

function format({ level, time, msg = '', ...fields }: Line): string {
  const head = `${clockTime(time)} ${LABELS[level] ?? level.padEnd(5)} ${plain(msg)}`;
  const known = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  const inline = known.map(([name, value]) => `${name}: ${written(value)}`).join(' · ');
  if (inline === '') return `${head}\n`;
  const isShort = inline.length <= WIDEST_FIELDS && !known.some(([, value]) => Array.isArray(value));
  if (isShort) return `${head} (${inline})\n`;
  return `${head}\n${known.map(([name, value]) => fieldLines(name, value)).join('')}`;
}

function fieldLines(name: string, value: unknown): string {
  const [first = '', ...rest] = Array.isArray(value) ? value.map(written) : [written(value)];
  const below = rest.map((one) => `${' '.repeat(name.length + 13)}${one}\n`).join('');
  return `           ${name}: ${first}\n${below}`;
}

function written(value: unknown): string {
  return typeof value === 'string' ? plain(value) : JSON.stringify(value);
}

/** Without what would move the cursor or colour the terminal. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}

/** In the zone of the machine, where its operator sits. */
function clockTime(iso: string): string {
  return new Date(iso).toTimeString().slice(0, 8);
}
