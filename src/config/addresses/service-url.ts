/** What is wrong with the address of a service; empty: nothing. A login, query or fragment would be lost, or appear where it must not. */
export function problemsOfService(text: string, protocols: readonly string[]): string[] {
  const url = urlOf(text, protocols);
  if (!url) return [`must be a URL that begins with ${protocols.map((one) => `${one}://`).join(' or ')}`];
  return [
    ...problemsOfLogin(url),
    ...(/[?#]/.test(url.href) ? ['must be an address without ? or # and what follows'] : []),
  ];
}

export function problemsOfLogin({ username, password }: URL): string[] {
  return username || password ? ['must not contain a user name or a password'] : [];
}

/** The address; `null` where it has another protocol or is none. */
export function urlOf(text: string, protocols: readonly string[]): URL | null {
  const known = protocols.some((protocol) => text.toLowerCase().startsWith(`${protocol}://`));
  return known && URL.canParse(text) ? new URL(text) : null;
}
