import { cleanValue } from './clean-value.ts';
import { fileSecrets } from './providers-file.ts';

/** Whoever knows one of these addresses can speak for the bot. */
const SECRET_ADDRESSES = ['HEARTBEAT_URL', 'ALERT_WEBHOOK_URL'];

/** Every text of the environment that must not be printed. */
export function secretsOf(environment: Readonly<Record<string, string | undefined>>): string[] {
  const secrets = Object.entries(environment).flatMap(([name, value]) =>
    value && /(_API_KEY|_TOKEN|_SECRET|_PASSWORD)$/.test(name) ? [cleanValue(value)] : [],
  );
  secrets.push(...fileSecrets(environment));
  for (const name of ['DATABASE_URL', 'DATABASE_READ_URL', 'PROXY_URL']) {
    for (const password of passwordsOf(environment[name])) secrets.push(password, decoded(password));
  }
  const addresses = SECRET_ADDRESSES.map((name) => cleanValue(environment[name] ?? ''));
  return [...secrets, ...addresses.filter(Boolean), ...headersOf(environment['OTEL_EXPORTER_OTLP_HEADERS'])];
}

/** What is sent with metrics, such as a login. */
function headersOf(pairs: string | undefined): string[] {
  const values = (pairs ?? '').split(',').map((pair) => cleanValue(pair.slice(pair.indexOf('=') + 1)));
  return values.filter(Boolean).flatMap((value) => [value, decoded(value)]);
}

// A password may contain a % that escapes nothing.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The password as an address has it, and as it was meant where it contains characters that end one. */
function passwordsOf(url: string | undefined): string[] {
  const value = cleanValue(url ?? '');
  const meant = /^[\w+.-]+:\/\/[^:@/]*:(.+)@/s.exec(value)?.[1];
  const passwords = [URL.canParse(value) ? new URL(value).password : '', meant ?? ''];
  return passwords.filter(Boolean);
}
