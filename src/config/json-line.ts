interface Place {
  /** The keys and indexes that lead here. */
  path: readonly string[];
  line: number;
}

interface Level {
  path: readonly string[];
  /** Of the next element of a list; `null` in an object. */
  index: number | null;
}

// Strings first, so that brackets inside them are passed over; those before a colon are keys.
const TOKEN = /"(?:[^"\\]|\\.)*"(?=(\s*:)?)|[{}[\],]|\n/g;

/** The line of JSON on which `path` stands; of what is missing, the line of what should hold it. */
export function jsonLine(text: string, path: readonly string[]): number {
  const wanted = path.map((_, index) => path.slice(0, path.length - index).join('\n'));
  const lines = new Map(placesIn(text).map((place) => [place.path.join('\n'), place.line]));
  const known = wanted.find((one) => lines.has(one));
  return known === undefined ? 1 : (lines.get(known) ?? 1);
}

/** Whether `path` stands in the text. */
export function isInJson(text: string, path: readonly string[]): boolean {
  return placesIn(text).some((place) => place.path.join('\n') === path.join('\n'));
}

/** The first key that its object has had before, and where. */
export function repeatedKey(text: string): Place | undefined {
  const seen = new Set<string>();
  return placesIn(text).find(({ path }) => {
    const name = path.join('\n');
    return seen.size === seen.add(name).size;
  });
}

/** Where each key of an object and each element of a list begins, in valid JSON. */
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
