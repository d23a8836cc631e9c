import { isTimeZone, timeZoneName } from '../foundation/day.ts';
import { toLatinDigits } from '../foundation/latin-digits.ts';
import { problemsOfLogin, problemsOfService, urlOf } from './addresses/service-url.ts';
import { cleanValue } from './clean-value.ts';
import { readDatabaseUrl, type ReadAddress } from './addresses/database-url.ts';
import { readProxyUrl } from './addresses/proxy-url.ts';
import { nearNames } from './near-names.ts';
import { quoted } from './quoted.ts';
import { isIdentifier, plainNumber, readChatId, readWhole } from './typed-numbers.ts';

/** All problems of an environment, by variable. The message never contains a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  /** Names that are no settings, with those that may be meant. */
  readonly hints: readonly string[];

  constructor(problems: readonly string[], hints: readonly string[] = []) {
    super(`The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:`);
    this.problems = problems;
    this.hints = hints;
  }
}

/** As `URL` reports ports; the default 443 of https is empty. */
const TELEGRAM_PORTS = ['', '80', '88', '8443'];

/** What lists of other formats put around an id. */
const AROUND_IDS = /^["'[({]+|["'\])}]+$/g;

interface Range {
  min: number;
  max: number;
}

/** Reads variables one by one and collects all problems instead of stopping at the first. */
export class EnvironmentReader {
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #problems: string[] = [];
  /** Of the settings read so far. */
  readonly names = new Set<string>();

  constructor(environment: Readonly<Record<string, string | undefined>>) {
    this.#environment = environment;
  }

  problem(name: string, what: string): void {
    this.#problems.push(`${name} ${what}`);
  }

  throwProblems(): void {
    if (this.#problems.length > 0) throw new ConfigError(this.#problems, this.hints());
  }

  /** What is set under names that are nearly those of the settings read so far. */
  hints(): string[] {
    return nearNames(this.#environment, this.names);
  }

  /** The trimmed value; `null` if absent or blank. */
  text(name: string): string | null {
    this.names.add(name);
    return cleanValue(this.#environment[name] ?? '') || null;
  }

  matching(name: string, pattern: RegExp, wanted: string): string | null {
    const value = this.text(name);
    if (value !== null && !pattern.test(value)) this.problem(name, `must be ${wanted}`);
    return value;
  }

  /** Items without duplicates: a repeated item would be used and counted twice. */
  list(name: string, separators = /[,،，、]/): string[] {
    const items = (this.text(name) ?? '').split(separators).map((item) => item.trim());
    return [...new Set(items.filter(Boolean))];
  }

  /** A key or token that is sent in a header, where nothing but plain signs can stand. */
  key(name: string): string | null {
    return this.matching(name, /^[\x21-\x7e]+$/, 'the key alone, without spaces, quotes or other words');
  }

  /** A provider's key. What a quotation or a list in a file of settings leaves beside it is no part of it. */
  providerKey(name: string): string | null {
    const key = this.key(name);
    if (key !== null && /^["'`<[{(]|["'`>\]})\\]$|[,;]|^\$/.test(key))
      this.problem(
        name,
        'must be the key alone, without quotes, brackets, commas or semicolons, and no $NAME',
      );
    return key;
  }

  /** Names of models, comma separated. */
  models(name: string): string[] {
    const models = this.list(name);
    const wrong = models.filter((model) => /[\s;|"'[\]{}<>]/.test(model));
    if (wrong.length > 0)
      this.problem(name, `must be names of models, comma separated, not ${quoted(...wrong)}`);
    return models;
  }

  botToken(name: string): string {
    const value = this.matching(
      name,
      /^\d+:[A-Za-z0-9_-]+$/,
      'the token that BotFather gave, like 123456:ABC-DEF',
    );
    if (value === null) this.problem(name, 'is required: get one from @BotFather');
    return value ?? '';
  }

  ids(name: string): number[] {
    const items = this.idTexts(name);
    if (items.length === 0)
      this.problem(name, 'is required: the Telegram user ids of the admins, comma separated');
    const wrong = items.filter((item) => !isIdentifier(item));
    if (wrong.length > 0) this.problem(name, `must be Telegram user ids (numbers), not ${quoted(...wrong)}`);
    return items.map(Number);
  }

  /** What stands where ids belong, with Latin digits, however it is separated. */
  idTexts(name: string): string[] {
    const items = this.list(name, /[,،，、;؛\s]+/).map((item) => item.replaceAll(AROUND_IDS, ''));
    return [...new Set(items.map(toLatinDigits))].filter(Boolean);
  }

  chat(name: string): { chatId: number; threadId: number | null } | null {
    const value = this.#number(name);
    const chat = value === null ? null : readChatId(value);
    if (value !== null && chat === null)
      this.problem(
        name,
        `must be a chat id such as -100123, or -100123:45 for a topic, not ${quoted(value)}`,
      );
    return chat;
  }

  /** A server's address. */
  url(name: string, protocols: readonly string[]): string | null {
    const value = this.text(name);
    if (value === null) return null;
    for (const problem of problemsOfService(value, protocols)) this.problem(name, problem);
    return value.replace(/\/+$/, '');
  }

  /** An address of another service that is called as it is, with its path and query. */
  address(name: string): string | null {
    const value = this.text(name);
    const url = value === null ? null : urlOf(value, ['http', 'https']);
    const problems = url ? problemsOfLogin(url) : problemsOfService(value ?? '', ['http', 'https']);
    if (value !== null) for (const problem of problems) this.problem(name, problem);
    if (url) url.hash = '';
    return url?.href ?? null;
  }

  /**
   * The address of this bot's web server. Where Telegram's own servers deliver to it, few ports are possible.
   */
  publicUrl(name: string, isForTelegramsOwn: boolean): string | null {
    const value = this.url(name, ['https']);
    const port = value !== null && URL.canParse(value) ? new URL(value).port : '';
    if (isForTelegramsOwn && !TELEGRAM_PORTS.includes(port))
      this.problem(name, 'must have port 443, 80, 88 or 8443: Telegram delivers to no other port');
    return value;
  }

  proxyUrl(name: string): string | null {
    return this.#address(name, readProxyUrl);
  }

  /** A server without a path, because the SDKs append their own. */
  serverRoot(name: string): string | null {
    const value = this.url(name, ['http', 'https']);
    const path = urlOf(value ?? '', ['http', 'https'])?.pathname ?? '';
    if (path.length > 1) this.problem(name, `must be the server without the path ${path}`);
    return value;
  }

  databaseUrl(name: string, fallback: string): string {
    return this.#address(name, readDatabaseUrl) ?? fallback;
  }

  /** A standby of the database; only PostgreSQL has any. */
  replicaUrl(name: string, databaseUrl: string): string {
    const value = this.databaseUrl(name, databaseUrl);
    const engines = new Set([value, databaseUrl].map((url) => url.split(':')[0]));
    if (value !== databaseUrl && engines.has('file') && /^(file|postgres(ql)?):/.test(value))
      this.problem(name, 'must be a replica of DATABASE_URL; both must be PostgreSQL');
    return value;
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice {
    const value = this.text(name)?.toLowerCase() ?? fallback;
    const choice = choices.find((item) => item === value);
    if (!choice) this.problem(name, `must be one of ${choices.join(', ')}, not ${quoted(value)}`);
    return choice ?? fallback;
  }

  /** The named items in their order, then the rest of `all`; any may be named while `null` tells none. */
  order(name: string, known: readonly string[] | null): string[] {
    const named = this.list(name).map((item) => item.toLowerCase());
    const all = known ?? named;
    const unknown = named.filter((item) => !all.includes(item));
    if (unknown.length > 0) this.problem(name, `may name ${all.join(', ')}, not ${quoted(...unknown)}`);
    return [...new Set([...named, ...all])].filter((item) => all.includes(item));
  }

  timeZone(name: string, fallback: string): string {
    const value = this.text(name) ?? fallback;
    if (isTimeZone(value)) return timeZoneName(value);
    this.problem(name, `must be an IANA time zone such as Asia/Tehran, not ${quoted(value)}`);
    return fallback;
  }

  /** A whole number of percent, with its sign or without. */
  percent(name: string, fallback: number): number {
    return this.optionalInteger(name, { min: 1, max: 100 }, / ?[%٪]$|^[%٪] ?/) ?? fallback;
  }

  integer(name: string, { fallback, ...range }: Range & { fallback: number }): number {
    return this.optionalInteger(name, range) ?? fallback;
  }

  /** `unit` may stand beside the number. */
  optionalInteger(name: string, { min, max }: Range, unit = /^(?!)/): number | null {
    const value = this.#number(name)?.replace(unit, '') ?? null;
    if (value === null) return null;
    const number = readWhole(value);
    if (number >= min && number <= max) return number;
    this.problem(name, `must be a whole number from ${min} to ${max}, not ${quoted(value)}`);
    return null;
  }

  #number(name: string): string | null {
    const value = this.text(name);
    return value && plainNumber(value);
  }

  #address(name: string, read: (text: string) => ReadAddress): string | null {
    const value = this.text(name);
    if (value === null) return null;
    const { url, problem } = read(value);
    if (problem !== null) this.problem(name, problem);
    return url;
  }
}
