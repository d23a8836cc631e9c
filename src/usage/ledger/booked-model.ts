const LONGEST_NAME = 200;
/** `gemini-flash-latest`, `mistral-large-latest`, `chatgpt-4o-latest`. */
const MOVING_ALIAS = /(?:^|[-_./:])latest$/i;

/**
 * The name that a request is booked and priced by. A moving alias stands for the version that answered: Gemini names it
 * in `modelVersion`, services with OpenAI's protocol in `model`. Any other name is kept, because what services echo may
 * be the same model with a date, or without its vendor.
 */
export function bookedModel(asked: string, answered: string | null): string {
  if (answered === null || !MOVING_ALIAS.test(asked)) return asked;
  const version = answered.trim().replace(/^(?:.*\/)?models\//, '');
  return /^[\w.:/@-]+$/.test(version) && version.length <= LONGEST_NAME ? version : asked;
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
