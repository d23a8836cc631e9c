import * as v from 'valibot';
import {
  isMisspelt,
  isObject,
  nearestKey,
  parseSettings,
  toMistake,
  unknownKeys,
  type Mistake,
} from './files/settings-file.ts';
import { addedSchema, builtInSchema, KEYS, WANTED, type ConfiguredLimit } from './provider-schema.ts';
import { monthlyName } from './read-money.ts';

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

/**
 * Parses a `PROVIDERS_FILE`. Throws a `SettingsFileError` that names the line of every mistake. No key is in a variable of
 * `settings`, the names of what else the environment may say.
 */
export function parseProviders(
  text: string,
  builtInIds: readonly string[],
  settings: ReadonlySet<string> = new Set(),
): ProvidersFile {
  const whole = parseSettings(text, 'must be an object of providers by id', (providers) => [
    ...Object.entries(providers).flatMap(([id, value]) =>
      mistakesIn(id, value, Object.keys(providers), builtInIds),
    ),
    ...sharedNames(providers, builtInIds),
    ...otherSettings(providers, settings),
  ]);
  const entries = Object.entries(whole);
  return {
    added: entries.flatMap(([id, value]) =>
      builtInIds.includes(id) ? [] : [toAdded(id, v.parse(addedSchema, value))],
    ),
    adjusted: Object.fromEntries(
      entries.flatMap(([id, value]) =>
        builtInIds.includes(id) ? [[id, adjustmentOf(v.parse(builtInSchema, value))]] : [],
      ),
    ),
  };
}

function mistakesIn(
  id: string,
  value: unknown,
  ids: readonly string[],
  builtInIds: readonly string[],
): Mistake[] {
  // One that is written in capitals is meant as well.
  const isBuiltIn = builtInIds.includes(id.toLowerCase());
  const mistake = builtInIds.includes(id) ? null : mistakeInId(id, ids, isBuiltIn);
  const ofId = mistake ? [{ path: [id], message: mistake }] : [];
  const kind = isBuiltIn ? 'builtIn' : 'added';
  if (!isObject(value)) return [...ofId, { path: [id], message: WANTED[kind] }];
  const unknown = [
    ...strangeIn(value, [id], kind),
    ...listOf(value['limits']).flatMap((limit, index) =>
      strangeIn(limit, [id, 'limits', String(index)], 'limit'),
    ),
  ];
  const { issues = [] } = v.safeParse(isBuiltIn ? builtInSchema : addedSchema, value);
  const found = issues.map((issue) => toMistake([id], issue)).filter((one) => !isMisspelt(one, unknown));
  return [...ofId, ...unknown, ...found];
}

/** Names that an earlier provider has, in any case of letters; the built-in ones are called like their ids. */
function sharedNames(providers: Record<string, unknown>, builtInIds: readonly string[]): Mistake[] {
  const seen = new Map(builtInIds.map((id) => [id, id]));
  return Object.entries(providers).flatMap(([id, value]) => {
    const name = isObject(value) ? value['name'] : null;
    const shown = typeof name === 'string' ? name.normalize('NFKC').trim().toLowerCase() : '';
    if (shown === '' || builtInIds.includes(id)) return [];
    const other = seen.get(shown);
    if (other === undefined) seen.set(shown, id);
    const message = `is that of ${other} too: nobody could tell them apart; write another`;
    return other === undefined ? [] : [{ path: [id, 'name'], message }];
  });
}

/** What else is set there would be sent to the provider. */
function otherSettings(providers: Record<string, unknown>, settings: ReadonlySet<string>): Mistake[] {
  return Object.entries(providers).flatMap(([id, value]) => {
    const variable = isObject(value) ? value['apiKeyEnv'] : null;
    if (typeof variable !== 'string' || !settings.has(variable)) return [];
    const message = `names a setting that holds no key of a provider: ${variable}`;
    return [{ path: [id, 'apiKeyEnv'], message }];
  });
}

function strangeIn(value: unknown, path: readonly string[], kind: keyof typeof KEYS): Mistake[] {
  const known = KEYS[kind];
  return unknownKeys(value, path, { known, message: WANTED[kind] }).map((mistake) => {
    const meant = nearestKey(mistake.path.at(-1) ?? '', known);
    return meant === null ? mistake : { ...mistake, message: `is no field: did you mean ${meant}?` };
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `all` names every provider together in budgets; the other is a property that every JavaScript object has. */
const RESERVED_IDS = ['all', 'constructor'];

function mistakeInId(id: string, ids: readonly string[], isBuiltInByCase: boolean): string | null {
  if (isBuiltInByCase) return `is no id: did you mean ${id.toLowerCase()}?`;
  if (!/^[a-z][a-z0-9_-]{1,31}$/.test(id)) return 'is no id: 2 to 32 of a-z 0-9 - _, beginning with a letter';
  if (RESERVED_IDS.includes(id)) return `cannot be an id: "${id}" has a meaning of its own; write another`;
  const alike = ids.find((other) => other !== id && monthlyName(other) === monthlyName(id));
  return alike === undefined
    ? null
    : `is too much like ${alike}: both would have their budget in ${monthlyName(id)}`;
}

function toAdded(id: string, output: v.InferOutput<typeof addedSchema>): AddedProvider {
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

function adjustmentOf({ limits, sees, flatRate }: v.InferOutput<typeof builtInSchema>): ProviderAdjustment {
  return { limits, sees, flatRate: flatRate ?? null };
}
