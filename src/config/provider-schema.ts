import * as v from 'valibot';

/** A limit that an operator knows of; `limit: null` removes the built-in one of that unit and window. */
export interface ConfiguredLimit {
  /** Absent: every model of the provider. */
  model?: string | undefined;
  unit: 'requests' | 'tokens';
  window: 'minute' | 'hour' | 'day' | 'month';
  limit: number | null;
}

/** What an object may hold, by the words that are said where it holds something else. */
export const KEYS = {
  added: ['name', 'baseUrl', 'models', 'apiKeyEnv', 'sees', 'flatRate', 'headers', 'limits'],
  builtIn: ['limits', 'sees', 'flatRate'],
  limit: ['model', 'unit', 'window', 'limit'],
} as const;
export const WANTED = {
  added:
    'must have name, baseUrl and models, may have apiKeyEnv, sees, flatRate, headers and limits, and nothing else',
  builtIn: 'of a built-in provider may have limits, sees and flatRate, and nothing else',
  limit: 'must have unit, window and limit, may have model, and nothing else',
} as const;

const MOST_MODELS = 200;
/** What people copy from examples in place of the base URL. */
const ENDPOINT = /\/(?:chat\/completions|completions|responses|embeddings|messages)\/*$/i;
/** `{ACCOUNT_ID}`, `<resource>`, `${HOST}`: what documentation leaves to be filled in. */
const UNFILLED = /[{}<>$]/;
/** `/v1/v1`. */
const TWICE = /\/(v\d+\w*)\/\1(?:\/|$)/i;
const BASE_URL = 'must be an address that begins with https:// or http://, without a login, ? or #';
/** Set by the client itself, or of no use to a provider. */
const OWN_HEADERS = /^(?:host|content-type|content-length|connection|transfer-encoding|accept-encoding)$/i;

/** Variables of the system and of Node.js, which every program finds set. */
const OF_SYSTEM =
  /^(?:PATH|HOME|PWD|OLDPWD|SHELL|USER|LOGNAME|HOSTNAME|HOST|TERM|TZ|TMPDIR|LANG|LC_\w+|SHLVL|(?:HTTPS?|ALL|NO)_PROXY|NODE_\w+)$/;

/** Fillers such as U+3164 and the blank of braille are letters and symbols that show nothing. */
const PLAIN_WORDS = /^(?:(?!\u2800)[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]| |\u200C|\uFE0F)*$/u;
const PILED_MARKS = /\p{M}{4}/u;

const name = v.pipe(
  v.string('must be a text'),
  v.trim(),
  v.minLength(1, 'must not be empty'),
  v.maxLength(60, 'must have 60 letters at most'),
  // Direction marks, line breaks and piled marks would spoil every report; Persian needs its half-space.
  v.regex(PLAIN_WORDS, 'must be plain words in one line'),
  v.check((text) => !PILED_MARKS.test(text), 'must be plain words in one line'),
  v.regex(/^$|[\p{L}\p{N}\p{S}\p{P}]/u, 'must be seen: it holds nothing but invisible characters'),
);
const model = v.pipe(
  v.string('must be a text'),
  v.regex(/^[^\s\p{C}]{1,200}$/u, 'must be the name of a model, without spaces and invisible characters'),
);
const models = v.pipe(
  v.array(model, 'must be a list of models'),
  v.minLength(1, 'must name a model'),
  v.maxLength(MOST_MODELS, `must name ${MOST_MODELS} models at most`),
  v.check((list) => new Set(list).size === list.length, 'names a model twice'),
);
const limit = v.object(
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
  WANTED.limit,
);
const adjustment = {
  limits: v.optional(
    v.pipe(v.array(limit, 'must be a list of limits'), v.check(isOneEach, 'names a limit twice')),
    [],
  ),
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
export const addedSchema = v.pipe(
  v.object(
    {
      ...adjustment,
      name,
      baseUrl: v.pipe(
        v.string('must be a text'),
        v.trim(),
        v.check(isBaseUrl, BASE_URL),
        v.check((url) => !/\s/.test(url), 'must not hold a space'),
        v.check((url) => !UNFILLED.test(url), 'has a part that is to be filled in'),
        v.check((url) => !ENDPOINT.test(url), 'must not name the endpoint: the bot adds it to the base URL'),
        v.check((url) => !TWICE.test(url), 'names the same part twice'),
      ),
      apiKeyEnv: v.optional(
        v.pipe(
          v.string('must be a text'),
          v.regex(
            /^[A-Z][A-Z0-9_]*$/,
            'must be the name of an environment variable, such as OPENROUTER_API_KEY',
          ),
          v.check((text) => !OF_SYSTEM.test(text), 'names a variable of the system, which holds no key'),
        ),
      ),
      models,
      headers: v.optional(
        v.pipe(
          v.custom<Record<string, string>>((given) => !Array.isArray(given), 'must be an object of headers'),
          v.record(headerName, header, 'must be an object of headers'),
          v.check(isEachOnce, 'names a header twice'),
        ),
        {},
      ),
    },
    WANTED.added,
  ),
  v.forward(
    v.partialCheck(
      [['models'], ['sees']],
      ({ models: all, sees }) => sees.every((one) => all.includes(one)),
      'names a model that is not in models',
    ),
    ['sees'],
  ),
  v.forward(
    v.partialCheck(
      [['models'], ['limits']],
      ({ models: all, limits }) => limits.every((one) => one.model === undefined || all.includes(one.model)),
      'names a model that is not in models',
    ),
    ['limits'],
  ),
);
export const builtInSchema = v.object(adjustment, WANTED.builtIn);

/** A login would be shown with every error; a query would be lost when the path is added. */
function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password && !search && !hash;
}

function isOneEach(limits: ConfiguredLimit[]): boolean {
  const names = limits.map(({ model: of = '', unit, window }) => `${of} ${unit} ${window}`);
  return new Set(names).size === names.length;
}

/** HTTP knows no case of letters. */
function isEachOnce(headers: Record<string, string>): boolean {
  const names = Object.keys(headers).map((one) => one.toLowerCase());
  return new Set(names).size === names.length;
}
