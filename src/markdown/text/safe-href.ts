/** Longer addresses are shown rather than hidden behind a word; Telegram refuses them. */
const MAX_LENGTH = 2_048;

/**
 * The address as Telegram takes it behind a word; `null` for one that it would drop, or that must not hide there: all
 * but those of the web, since `tg://` addresses act in the reader's name (a proxy, a login, a mention by number).
 */
export function safeHref(address: string): string | null {
  const href = address.trim();
  if (href.length > MAX_LENGTH || !URL.canParse(href)) return null;
  const url = new URL(href);
  const isWeb = (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname.includes('.');
  if (!isWeb || url.href.length > MAX_LENGTH) return null;
  return /[\s"<>\\\p{Cc}\p{Cf}]/u.test(href) ? url.href : href;
}
