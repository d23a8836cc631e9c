/** What is said of such an address. */
export const RAW_PASSWORD =
  'has a password or a user name with a character that must be encoded: @ as %40, / as %2F, # as %23, ? as %3F';

/** Whether the login of an address has a character that ends a part of it: `postgresql://u:p/w@h/db`. */
export function hasRawPassword(url: string): boolean {
  const login = /^[a-z][a-z\d+.-]*:\/\/(.*)@/is.exec(url)?.[1];
  if (login === undefined) return false;
  if (!URL.canParse(url)) return /[/?#]/.test(login);
  const { pathname, search, hash } = new URL(url);
  const isInSearch = search.includes('@') && pathname.length <= 1;
  return isInSearch || pathname.includes('@') || hash.includes('@');
}
