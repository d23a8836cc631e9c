import { editDistance } from './files/edit-distance.ts';

/** Shorter names are near to many a word. */
const SHORTEST = 4;
/** From this length on, two mistakes still leave a name that is meant. */
const LONG = 8;

/**
 * TEST_DATABASE_URL is for tests and benchmarks, and not all that OpenTelemetry names concerns us; a number at the end is
 * how other programs have two of a kind.
 */
const OF_OTHERS = /^(TEST|OTEL)_|\d$/;

/** What other bots, SDKs and platforms call the same; of a few, the nearest name of ours means something else. */
const NAMES_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['TOKEN', 'BOT_TOKEN'],
  ['TELEGRAM_TOKEN', 'BOT_TOKEN'],
  ['TELEGRAM_API_TOKEN', 'BOT_TOKEN'],
  ['TELEGRAM_API_KEY', 'BOT_TOKEN'],
  ['ADMIN', 'ADMIN_IDS'],
  ['ADMINS', 'ADMIN_IDS'],
  ['ADMIN_USER_IDS', 'ADMIN_IDS'],
  ['OWNER_ID', 'ADMIN_IDS'],
  ['ALLOWED_USERS', 'ALLOWED_IDS'],
  ['ALLOWED_USER_IDS', 'ALLOWED_IDS'],
  ['GOOGLE_API_KEY', 'GEMINI_API_KEY'],
  ['GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY'],
  ['CO_API_KEY', 'COHERE_API_KEY'],
  ['DB_URL', 'DATABASE_URL'],
  ['POSTGRES_URL', 'DATABASE_URL'],
  ['DEFAULT_LANGUAGE', 'DEFAULT_LOCALE'],
  ['REPORT_TIME', 'REPORT_CRON'],
  ['REPORT_SCHEDULE', 'REPORT_CRON'],
  ['LISTEN_PORT', 'PORT'],
  ['WEB_PORT', 'PORT'],
  ['WEBHOOK_URL', 'PUBLIC_URL'],
  ['SOCKS_PROXY', 'PROXY_URL'],
]);

/** A sentence for each variable whose name is nearly that of a setting. */
export function nearNames(
  environment: Readonly<Record<string, string | undefined>>,
  known: ReadonlySet<string>,
): string[] {
  const isSet = (name: string) => Boolean(environment[name]?.trim());
  return Object.keys(environment)
    .filter((name) => !known.has(name) && isSet(name) && !OF_OTHERS.test(name))
    .flatMap((name) => {
      const elsewhere = NAMES_ELSEWHERE.get(name.toUpperCase());
      // A platform may set its own beside ours.
      if (elsewhere !== undefined && isSet(elsewhere)) return [];
      const near = elsewhere ?? nearest(name, known);
      // Whoever sets a limit on spending relies on it; that of everybody is another one.
      if (near === null && /^\w+_MONTHLY_USD$/i.test(name))
        return [`${name} is not a setting, and limits nothing: no provider has this id`];
      const unset = [...known].filter((one) => !isSet(one));
      const meant = near ?? withOtherWords(name, unset);
      return meant === null ? [] : [`${name} is not a setting: did you mean ${meant}?`];
    });
}

function nearest(name: string, known: ReadonlySet<string>): string | null {
  if (name.length < SHORTEST) return null;
  const distances = [...known].map((one) => ({ one, distance: editDistance(name.toUpperCase(), one) }));
  const [best] = distances.toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= (best.one.length >= LONG ? 2 : 1) ? best.one : null;
}

/** `GROQ_KEY` and `TELEGRAM_BOT_TOKEN`: a word is missing, or one too many. */
function withOtherWords(name: string, unset: readonly string[]): string | null {
  const words = name.toUpperCase().split('_');
  const isNear = (one: string) => {
    const meant = one.split('_');
    const [fewer, more] = words.length < meant.length ? [words, meant] : [meant, words];
    return (
      fewer.length >= 2 && more.length - fewer.length === 1 && fewer.every((word) => more.includes(word))
    );
  };
  const meant = unset.filter(isNear);
  return meant.length === 1 ? (meant[0] ?? null) : null;
}
