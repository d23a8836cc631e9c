const TOKEN_IN_PATH = /\bbot\d+:[A-Za-z0-9_-]+/g;

const BOT_TOKEN = /\b\d{5,}:[A-Za-z0-9_-]{20,}/g;

/**
 * A function that removes every given secret from a text, in plain, JSON-escaped and URL-encoded form, and
 * any Telegram token in a URL path. Texts shorter than four characters are no secrets.
 */
export function createRedactor(secrets: readonly (string | null | undefined)[]): (text: string) => string {
  const variants = new Set<string>();
  for (const secret of secrets) {
    if (!secret || secret.length < 4) continue;
    variants.add(secret);
    variants.add(JSON.stringify(secret).slice(1, -1));
    variants.add(encodeURIComponent(secret));
  }
  // A secret that contains another must go first, or the rest of it would stay.
  const ordered = [...variants].toSorted((a, b) => b.length - a.length);
  return (text) => {
    const clean = ordered.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
    return clean.replaceAll(TOKEN_IN_PATH, 'bot[redacted]').replaceAll(BOT_TOKEN, '[redacted]');
  };
}
