/** What whoever opened the pages gave along, behind the `#` that no server sees. */
export interface Launch {
  /** Telegram's signed word about who opens this; `null` outside Telegram. */
  initData: string | null;
  /** A one-time code from /dashboard, for a plain browser. */
  link: string | null;
  themeParams: Record<string, string> | null;
  /** What Telegram or the browser speaks: good enough until the server says what the admin chose. */
  language: string;
}

/** Reads the launch parameters without Telegram's script, which cannot be loaded everywhere. */
export function readLaunch(hash: string, browserLanguage: string): Launch {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const initData = parameters.get('tgWebAppData');
  return {
    initData,
    link: parameters.get('link'),
    themeParams: readObject(parameters.get('tgWebAppThemeParams')),
    language: languageOf(initData) ?? browserLanguage,
  };
}

function languageOf(initData: string | null): string | null {
  const user = readObject(new URLSearchParams(initData ?? '').get('user'));
  const code = user?.['language_code'];
  return typeof code === 'string' ? code : null;
}

function readObject(json: string | null): Record<string, string> | null {
  try {
    const value: unknown = JSON.parse(json ?? 'null');
    return typeof value === 'object' ? (value as Record<string, string> | null) : null;
  } catch {
    return null;
  }
}
