interface Place {
  /** Keys and indexes from the root. */
  path: readonly string[];
  line: number;
}

interface Level {
  path: readonly string[];
  /** The index of the next element of a list; `null` in an object. */
  index: number | null;
}

// Strings match first, so brackets inside them are ignored; a string before a colon is a key.
const TOKEN = /"(?:[^"\\]|\\.)*"(?=(\s*:)?)|[{}[\],]|\n/g;

/** The line on which `path` is in the JSON; if it is missing, the line of its closest ancestor. */
export function jsonLine(text: string, path: readonly string[]): number {
  const wanted = path.map((_, index) => path.slice(0, path.length - index).join('\n'));
  const lines = new Map(placesIn(text).map((place) => [place.path.join('\n'), place.line]));
  const known = wanted.find((one) => lines.has(one));
  return known === undefined ? 1 : (lines.get(known) ?? 1);
}

/** Every key that its object has already, with its line; not what is below it. */
export function repeatedKeys(text: string): Place[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  return placesIn(text).filter(({ path }) => {
    const name = path.join('\n');
    const isNew = seen.size < seen.add(name).size;
    const isBelow = path.some((_, index) => index > 0 && repeated.has(path.slice(0, index).join('\n')));
    if (isNew || isBelow) return false;
    repeated.add(name);
    return true;
  });
}

/** Parses JSON; throws an error that names the line of a mistake. Some editors begin a file with a byte order mark. */
export function parseJson(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(plain);
  } catch (error) {
    const position = errorPosition(plain, error);
    const line = plain.slice(0, position).split('\n').length;
    throw new Error(`line ${line}: not valid JSON${usualCause(plain, position)}`, { cause: error });
  }
}

/** Where the text ceases to be JSON. V8 names the place of most mistakes, and none of an unexpected token. */
function errorPosition(text: string, error: unknown): number {
  const named = /position (\d+)/.exec(String(error))?.[1];
  if (named !== undefined) return Number(named);
  let [fine, wrong] = [0, text.length + 1];
  while (wrong - fine > 1) {
    const middle = (fine + wrong) >> 1;
    if (isBeginning(text.slice(0, middle))) fine = middle;
    else wrong = middle;
  }
  return fine;
}

/** Whether text could go on and be JSON. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    if (/Unexpected end|Unterminated string/.test(String(error))) return true;
    return position !== undefined && Number(position) >= text.length;
  }
}

/** What people do who add a block to a file, by what stands around the place where JSON ends to make sense. */
function usualCause(text: string, position: number): string {
  const [before, after] = [text.slice(0, position).trimEnd(), text.slice(position).trimStart()];
  if (after === '') return before === '' ? ': it is empty' : ': it ends before all brackets are closed';
  if (/^(?:\/\/|\/\*|#)/.test(after)) return ': JSON has no comments';
  if (/^(?:True|False|None|undefined|NaN)\b/.test(after)) return ': write true, false or null';
  if (/^['‘’“”«`\p{L}_$]/u.test(after) && /(?:^|[{[,:])$/.test(before))
    return ': names and texts stand in "double quotes"';
  if (before === '') return '';
  if (isJson(before))
    return ': more follows the end of the object. Everything goes into one object, with a comma between';
  if (/^[}\]]/.test(after) && before.endsWith(',')) return ': there is a comma too many before this';
  return after.startsWith('"') && /["}\]\w]$/.test(before) ? ': there is no comma before this' : '';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The line of each object key and list element, in valid JSON. */
function placesIn(text: string): Place[] {
  const places: Place[] = [];
  const levels: Level[] = [];
  let line = 1;
  for (const [token, isKey] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '\n') line += 1;
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && level?.index != null) level.index += 1;
    else if (token === '{' || token === '[') {
      if (level?.index != null) places.push({ path: [...level.path, String(level.index)], line });
      levels.push({ path: places.at(-1)?.path ?? [], index: token === '[' ? 0 : null });
    } else if (isKey) {
      places.push({ path: [...(level?.path ?? []), JSON.parse(token) as string], line });
    }
  }
  return places;
}
