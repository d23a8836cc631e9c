/** Longer addresses are shown rather than hidden behind a word; Telegram refuses them. */
const MAX_LENGTH = 2_048;

/**
 * The address as Telegram takes it behind a word; `null` for one that it would drop, or that must not hide there:
 * a script, a place on this machine, a mention of somebody by number.
 */
export function safeHref(address: string): string | null {
  const href = address.trim();
  if (href.length > MAX_LENGTH || !URL.canParse(href)) return null;
  const url = new URL(href);
  if (url.href.length > MAX_LENGTH || !isAllowed(url)) return null;
  return /[\s"<>\\\p{Cc}\p{Cf}]/u.test(href) ? url.href : href;
}

function isAllowed({ protocol, hostname, href }: URL): boolean {
  if (protocol === 'http:' || protocol === 'https:') return hostname.includes('.');
  // `tg://user?id=1` would notify a person and look like their name; so would other spellings of it.
  return protocol === 'tg:' && /^tg:(?:\/\/)?[a-z_]+(?:[?/]|$)/i.test(href) && !/^tg:\/*user\b/i.test(href);
}
