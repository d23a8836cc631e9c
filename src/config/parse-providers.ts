import * as v from 'valibot';
import { isInJson, jsonLine, repeatedKey } from './json-line.ts';
import { parseJson } from './parse-json.ts';
import { monthlyName } from './read-money.ts';

/** A limit that an operator knows of; `limit: null` removes the built-in one of that unit and window. */
export interface ConfiguredLimit {
  /** Absent: every model of the provider. */
  model?: string | undefined;
  unit: 'requests' | 'tokens';
  window: 'minute' | 'hour' | 'day' | 'month';
  limit: number | null;
}

/** What the file may say of one of the built-in providers, too. */
export interface ProviderAdjustment {
  limits: readonly ConfiguredLimit[];
  /** Models that read pictures. */
  sees: readonly string[];
  /** US dollars per million tokens where no price is known; `null`: the built-in one. */
  flatRate: number | null;
}

/** A service that speaks OpenAI's chat completions. */
export interface AddedProvider extends ProviderAdjustment {
  id: string;
  name: string;
  /** What its documentation calls the OpenAI base URL, without a slash at the end. */
  baseUrl: string;
  /** The environment variable that holds its key; `null`: no key is sent. */
  apiKeyEnv: string | null;
  models: readonly string[];
  headers: Readonly<Record<string, string>>;
}

export interface ProvidersFile {
  added: readonly AddedProvider[];
  adjusted: Readonly<Record<string, ProviderAdjustment>>;
}

/** Thrown with every mistake of the file, each with its place. */
export class ProvidersFileError extends Error {
  override readonly name = 'ProvidersFileError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

const MOST_MODELS = 200;
const BASE_URL = 'must be an address that begins with https:// or http://, without a login, ? or #';
/** `all` names every provider together in budgets; the other is a property that every JavaScript object has. */
const RESERVED_IDS = ['all', 'constructor'];

/** Set by the client itself, or of no use to a provider. */
const OWN_HEADERS = /^(?:host|content-type|content-length|connection|transfer-encoding|accept-encoding)$/i;

/** Secrets of the bot, which no provider may be sent. */
const OTHER_SECRETS =
  /^(?:BOT_TOKEN|API_TOKEN|METRICS_TOKEN|WEBHOOK_SECRET|ALERT_WEBHOOK_\w+|BACKUP_PASSWORD|DATABASE_\w+|PROXY_URL)$/;

const name = v.pipe(
  v.string('must be a text'),
  v.trim(),
  v.minLength(1, 'must not be empty'),
  v.maxLength(60, 'must have 60 letters at most'),
);
const model = v.pipe(
  v.string('must be a text'),
  v.regex(/^\S{1,200}$/, 'must be the name of a model, without spaces'),
);
const models = v.pipe(
  v.array(model, 'must be a list of models'),
  v.minLength(1, 'must name a model'),
  v.maxLength(MOST_MODELS, `must name ${MOST_MODELS} models at most`),
  v.check((list) => new Set(list).size === list.length, 'names a model twice'),
);
const limit = v.strictObject(
  {
    model: v.optional(model),
    unit: v.picklist(['requests', 'tokens'], 'must be "requests" or "tokens"'),
    window: v.picklist(['minute', 'hour', 'day', 'month'], 'must be "minute", "hour", "day" or "month"'),
    limit: v.nullable(
      v.pipe(
        v.number('must be a number, or null for none'),
        v.safeInteger('must be a whole number'),
        v.minValue(1, 'must be at least 1, or null for none'),
      ),
    ),
  },
  'must have unit, window and limit, may have model, and nothing else',
);
const adjustment = {
  limits: v.optional(v.array(limit, 'must be a list of limits'), []),
  sees: v.optional(v.array(model, 'must be a list of models'), []),
  flatRate: v.optional(
    v.pipe(
      v.number('must be a number'),
      v.minValue(0, 'must not be negative'),
      v.maxValue(1_000_000, 'is too large'),
    ),
  ),
};
const header = v.pipe(v.string('must be a text'), v.regex(/^[\x20-\x7e]*$/, 'must have plain letters only'));
const headerName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'is not the name of a header'),
  v.check((text) => !OWN_HEADERS.test(text), 'is set by the bot itself'),
);
const added = v.pipe(
  v.strictObject(
    {
      ...adjustment,
      name,
      baseUrl: v.pipe(v.string('must be a text'), v.check(isBaseUrl, BASE_URL)),
      apiKeyEnv: v.optional(
        v.pipe(
          v.string('must be a text'),
          v.regex(
            /^[A-Z][A-Z0-9_]*$/,
            'must be the name of an environment variable, such as OPENROUTER_API_KEY',
          ),
          v.check((text) => !OTHER_SECRETS.test(text), 'names a secret that is not for a provider'),
        ),
      ),
      models,
      headers: v.optional(v.record(headerName, header, 'must be an object of headers'), {}),
    },
    'must have name, baseUrl and models, may have apiKeyEnv, sees, flatRate, headers and limits, and nothing else',
  ),
  v.forward(
    v.partialCheck(
      [['models'], ['sees']],
      ({ models: all, sees }) => sees.every((one) => all.includes(one)),
      'names a model that is not in models',
    ),
    ['sees'],
  ),
);
const builtIn = v.strictObject(
  adjustment,
  'of a built-in provider may have limits, sees and flatRate, and nothing else',
);

/** Parses a `PROVIDERS_FILE`. Throws a `ProvidersFileError` that names the line of every mistake. */
export function parseProviders(text: string, builtInIds: readonly string[]): ProvidersFile {
  const plain = text.replace(/^\uFEFF/, '');
  const whole = parseJson(plain);
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole))
    throw new ProvidersFileError(['must be an object of providers by id']);
  const twice = repeatedKey(plain);
  const problems = twice ? [`line ${twice.line}: ${twice.path.join(' → ')} is repeated`] : [];
  const found: ProvidersFile & { added: AddedProvider[]; adjusted: Record<string, ProviderAdjustment> } = {
    added: [],
    adjusted: {},
  };
  for (const [id, value] of Object.entries(whole as Record<string, unknown>)) {
    const isBuiltIn = builtInIds.includes(id);
    const mistake = isBuiltIn ? null : mistakeInId(id, Object.keys(whole));
    if (mistake) problems.push(`${place(plain, [id])} ${mistake}`);
    const result = isBuiltIn ? v.safeParse(builtIn, value) : v.safeParse(added, value);
    if (!result.success) problems.push(...problemsOf(plain, id, result.issues));
    else if (isBuiltIn) found.adjusted[id] = adjustmentOf(result.output);
    else found.added.push(toAdded(id, result.output as v.InferOutput<typeof added>));
  }
  if (problems.length > 0) throw new ProvidersFileError(problems);
  return found;
}

function mistakeInId(id: string, ids: readonly string[]): string | null {
  if (!/^[a-z][a-z0-9_-]{1,31}$/.test(id)) return 'is no id: 2 to 32 of a-z 0-9 - _, beginning with a letter';
  if (RESERVED_IDS.includes(id)) return `cannot be an id: "${id}" has a meaning of its own; write another`;
  const alike = ids.find((other) => other !== id && monthlyName(other) === monthlyName(id));
  return alike === undefined
    ? null
    : `is too much like ${alike}: both would have their budget in ${monthlyName(id)}`;
}

function toAdded(id: string, output: v.InferOutput<typeof added>): AddedProvider {
  const { name: shown, baseUrl, apiKeyEnv = null, models: all, headers } = output;
  return {
    id,
    name: shown,
    baseUrl: baseUrl.replace(/\/+$/, ''),
    apiKeyEnv,
    models: all,
    headers,
    ...adjustmentOf(output),
  };
}

function adjustmentOf({ limits, sees, flatRate }: v.InferOutput<typeof builtIn>): ProviderAdjustment {
  return { limits, sees, flatRate: flatRate ?? null };
}

function problemsOf(text: string, id: string, issues: readonly v.BaseIssue<unknown>[]): string[] {
  const found = issues.map(({ message, path = [] }) => ({
    message,
    path: [id, ...(path ?? []).map((item) => String(item.key))],
  }));
  // A misspelt key also counts as a missing one; its own line tells more.
  const told = found.some(({ path }) => isInJson(text, path))
    ? found.filter(({ path }) => isInJson(text, path))
    : found;
  return [...new Set(told.map(({ message, path }) => `${place(text, path)} ${message}`))];
}

function place(text: string, path: readonly string[]): string {
  return `line ${jsonLine(text, path)}: ${path.join(' → ')}`;
}

/** A login would be shown with every error; a query would be lost when the path is added. */
function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password && !search && !hash;
}
