/** What is said of such an address. */
export const RAW_PASSWORD =
  'has a password or a user name with a character that must be encoded: @ as %40, / as %2F, # as %23, ? as %3F';

/** Whether the login of a `postgresql://` address has a character that ends a part of an address: `u:p/w@host/db`. */
export function hasRawPassword(url: string): boolean {
  if (!/^postgres(ql)?:\/\/.*@/s.test(url)) return false;
  if (!URL.canParse(url)) return true;
  const { pathname, search, hash } = new URL(url);
  const isInSearch = search.includes('@') && pathname.length <= 1;
  return isInSearch || pathname.includes('@') || hash.includes('@');
}
