const TOKEN_IN_PATH = /\bbot\d+:[A-Za-z0-9_-]+/g;

const BOT_TOKEN = /\b\d{5,}:[A-Za-z0-9_-]{20,}/g;

/**
 * Returns a function that removes the given secrets from a text (plain, JSON-escaped and URL-encoded) and any
 * Telegram token from a URL path. Texts shorter than four characters do not count as secrets.
 */
export function createRedactor(secrets: readonly (string | null | undefined)[]): (text: string) => string {
  const variants = new Set<string>();
  for (const secret of secrets) {
    if (!secret || secret.length < 4) continue;
    variants.add(secret);
    variants.add(JSON.stringify(secret).slice(1, -1));
    variants.add(encodeURIComponent(secret));
  }
  // A secret that contains another must be removed first, or part of it would remain.
  const ordered = [...variants].toSorted((a, b) => b.length - a.length);
  return (text) => {
    const clean = ordered.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
    return clean.replaceAll(TOKEN_IN_PATH, 'bot[redacted]').replaceAll(BOT_TOKEN, '[redacted]');
  };
}
