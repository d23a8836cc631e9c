const LONGEST_NAME = 200;
/** `gemini-flash-latest`, `mistral-large-latest`, `chatgpt-4o-latest`. */
const MOVING_ALIAS = /(?:^|[-_./:])latest$/i;

const GEMINI = /^gemini-/i;
/** What a version adds to the name of the same model. */
const ADDED = /^-(?:\d{2,}|preview|exp|latest)/i;

/**
 * The name that a request is booked and priced by. A moving alias stands for the version that answered: Gemini names it
 * in `modelVersion`, services with OpenAI's protocol in `model`. From 2026-12-01 on Google has newer models answer for
 * those of 2.5, and charges for the newer ones. Any other name is kept, because what services echo may be the same model
 * with a date, or without its vendor.
 */
export function bookedModel(asked: string, answered: string | null): string {
  if (answered === null) return asked;
  const version = answered.trim().replace(/^(?:.*\/)?models\//, '');
  if (!MOVING_ALIAS.test(asked) && !isReplaced(asked, version)) return asked;
  return /^[\w.:/@-]+$/.test(version) && version.length <= LONGEST_NAME ? version : asked;
}

function isReplaced(asked: string, version: string): boolean {
  if (!GEMINI.test(asked) || !GEMINI.test(version)) return false;
  const [short = '', long = ''] = [asked.toLowerCase(), version.toLowerCase()].toSorted(
    (a, b) => a.length - b.length,
  );
  return short !== long && !(long.startsWith(short) && ADDED.test(long.slice(short.length)));
}

/** Remembers which version an alias last stood for, so that a request that failed is booked with the others. */
export function createAliasMemory(): (provider: string, asked: string, answered: string | null) => string {
  const versions = new Map<string, string>();
  return (provider, asked, answered) => {
    const key = `${provider}/${asked}`;
    const version = answered ?? versions.get(key) ?? null;
    const booked = bookedModel(asked, version);
    // Only configured names get here, so it stays small.
    if (booked !== asked && version !== null) versions.set(key, version);
    return booked;
  };
}
