import type { AddedProviderConfig, BuiltInProvider } from './config.ts';
import { cleanValue } from './clean-value.ts';
import type { EnvironmentReader } from './environment-reader.ts';
import { problemsOf, readSettingsFile } from './files/settings-file.ts';
import { modelName } from './model-name.ts';
import { parseProviders, type ProvidersFile } from './parse-providers.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the `PROVIDERS_FILE` says, with the keys that it names. */
export interface ReadProviders {
  added: AddedProviderConfig[];
  adjusted: ProvidersFile['adjusted'];
  /** Every id that other settings may name; `null` while the file does not tell. */
  ids: readonly string[] | null;
}

/** Reads the `PROVIDERS_FILE`, and reports each of its mistakes. `settings` are the names of all other settings. */
export function readProvidersFile(
  read: EnvironmentReader,
  builtIn: readonly BuiltInProvider[],
  settings: () => ReadonlySet<string>,
): ReadProviders {
  const file = read.text('PROVIDERS_FILE');
  if (!file) return { added: [], adjusted: {}, ids: builtIn };
  try {
    const { added, adjusted } = parseProviders(readSettingsFile(file), builtIn, settings());
    return {
      added: added.map((one) => ({ ...one, apiKey: one.apiKeyEnv && read.providerKey(one.apiKeyEnv) })),
      adjusted: withOneName(adjusted),
      ids: [...builtIn, ...added.map(({ id }) => id)],
    };
  } catch (error) {
    for (const problem of problemsOf(error)) read.problem('PROVIDERS_FILE', `${file}: ${problem}`);
    return { added: [], adjusted: {}, ids: null };
  }
}

/** Models of the built-in providers have one name in every setting. */
function withOneName(adjusted: ProvidersFile['adjusted']): ProvidersFile['adjusted'] {
  const entries = Object.entries(adjusted).map(([id, adjustment]) => {
    const nameOf = (model: string) => modelName(id as BuiltInProvider, model);
    const limits = adjustment.limits.map((one) =>
      one.model === undefined ? one : { ...one, model: nameOf(one.model) },
    );
    return [id, { ...adjustment, limits, sees: adjustment.sees.map(nameOf) }] as const;
  });
  return Object.fromEntries(entries);
}

const KEY_VARIABLE = /"apiKeyEnv"\s*:\s*"([^"\\]+)"/g;
/** A header by which some gateways are given a key. */
const KEY_HEADER = /"[\w-]*(?:auth|key|token|secret|cookie)[\w-]*"\s*:\s*"((?:[^"\\]|\\.)+)"/gi;

/**
 * The secrets that the `PROVIDERS_FILE` names or holds. Read word by word, so that those of a file with mistakes are
 * known too: they must not be printed with its problems.
 */
export function fileSecrets(environment: Environment): string[] {
  const text = contentOf(cleanValue(environment['PROVIDERS_FILE'] ?? ''));
  const keys = [...text.matchAll(KEY_VARIABLE)].map(([, name = '']) => cleanValue(environment[name] ?? ''));
  const headers = [...text.matchAll(KEY_HEADER)]
    .filter(([whole]) => !whole.startsWith('"apiKeyEnv"'))
    .flatMap(([, value = '']) => [value, value.replace(/^(?:Bearer|Basic|Token) +/i, '')]);
  return [...keys, ...headers].filter((secret) => secret !== '');
}

function contentOf(file: string): string {
  try {
    return file ? readSettingsFile(file) : '';
  } catch {
    return '';
  }
}
