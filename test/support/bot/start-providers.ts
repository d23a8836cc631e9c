import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startOpenAiStandIn,
  startProviderStandIn,
  type ProviderStandIn,
  type ProviderStandInOptions,
  type StandInProviderId,
} from '../../../src/tools/stand-ins/providers/provider-stand-in.ts';
import { groqWire } from '../../../src/tools/stand-ins/providers/wires/groq-wire.ts';
import { MAIN, MAIN_IS_OF_FILE, MAIN_MODEL, MAIN_NAME } from './main-provider.ts';

type Environment = Record<string, string>;

export interface ProvidersOptions {
  /** By the ids of the built-in ones, or `MAIN`. Default: `MAIN` alone. */
  providers?: Readonly<Record<string, ProviderStandInOptions>>;
  /** The models of `MAIN`, the default first. */
  mainModels?: readonly string[];
  /** What its default model costs, for amounts that must not follow a catalogue or a flat rate. */
  mainPrice?: { input: number; cached: number; output: number };
  /** Services with OpenAI's protocol, by the ids under which a `PROVIDERS_FILE` describes them. */
  added?: Readonly<Record<string, AddedService>>;
  /** What that file says of built-in ones. */
  adjusted?: Readonly<Record<string, object>>;
}

/** What the stand-in does, and what the file says of it beside its address. */
export interface AddedService {
  standIn?: ProviderStandInOptions;
  file?: { name?: string; models?: readonly string[]; [field: string]: unknown };
}

export interface StartedProviders {
  standIns: ProviderStandIn[];
  /** What the bot is told of them. */
  environment: Environment;
  close(): Promise<void>;
}

/** Starts the stand-ins, and writes the file that describes those which are not built in. */
export async function startProviders(options: ProvidersOptions): Promise<StartedProviders> {
  const { providers = { [MAIN]: {} }, mainModels = [MAIN_MODEL] } = options;
  const isOfFile = (id: string) => MAIN_IS_OF_FILE && id === MAIN;
  const wanted = Object.entries(providers).filter(([id]) => !isOfFile(id));
  const builtIn = await Promise.all(
    wanted.map(([id, behaviour]) => startProviderStandIn(id as StandInProviderId, behaviour)),
  );
  const behaviour = isOfFile(MAIN) ? providers[MAIN] : undefined;
  const main = behaviour ? { [MAIN]: asAdded(behaviour, mainModels) } : {};
  const added = await startAdded({ ...main, ...options.added }, options.adjusted ?? {});
  const standIns = [...builtIn, ...added.standIns];
  const priced = `${MAIN}/${mainModels[0]}`;
  const prices = options.mainPrice && (await writeFolder('prices.json', { [priced]: options.mainPrice }));
  return {
    standIns,
    environment: {
      ...Object.assign({}, ...builtIn.map((standIn) => addressOf(standIn, mainModels))),
      ...added.environment,
      ...(prices && { PRICES_FILE: prices.file }),
      ...(behaviour && { PROVIDER_ORDER: MAIN }),
    },
    close: async () => {
      await Promise.all(standIns.map((provider) => provider.close()));
      await added.remove();
      await prices?.remove();
    },
  };
}

function addressOf({ id, apiKey, baseUrl }: ProviderStandIn, mainModels: readonly string[]): Environment {
  const name = id.toUpperCase();
  const address = { [`${name}_API_KEY`]: apiKey, [`${name}_BASE_URL`]: baseUrl };
  // One model each, so that a provider that is made to fail once has failed; a test about more names them.
  const models = id === MAIN ? mainModels : [MAIN_MODEL];
  return id === 'groq' ? { ...address, GROQ_MODEL: models.join(',') } : address;
}

/** The service of the file that plays Groq's part: with its models and limits, and those that see. */
function asAdded(standIn: ProviderStandInOptions, models: readonly string[]): AddedService {
  const sees = models.filter((model) => model.startsWith('qwen/qwen3'));
  return {
    standIn: { models: groqWire.models, limits: { requests: 1_000, tokens: 8_000 }, ...standIn },
    file: { name: MAIN_NAME, models, sees, flatRate: 0.6 },
  };
}

async function startAdded(
  added: Readonly<Record<string, AddedService>>,
  adjusted: Readonly<Record<string, object>>,
) {
  const wanted = Object.entries(added);
  if (wanted.length + Object.keys(adjusted).length === 0)
    return { standIns: [], environment: {}, remove: async () => undefined };
  const standIns = await Promise.all(wanted.map(([id, { standIn }]) => startOpenAiStandIn(id, standIn)));
  const described = standIns.map(({ id, baseUrl }) => {
    const usual = { name: id, baseUrl, apiKeyEnv: keyVariable(id), models: ['some/model'] };
    return [id, { ...usual, ...added[id]?.file }];
  });
  const { file, remove } = await writeFolder('providers.json', {
    ...Object.fromEntries(described),
    ...adjusted,
  });
  const keys = standIns.map(({ id, apiKey }) => [keyVariable(id), apiKey]);
  return {
    standIns,
    environment: { PROVIDERS_FILE: file, ...Object.fromEntries(keys) } as Environment,
    remove,
  };
}

/** Writes a file of settings into a folder of its own. */
async function writeFolder(name: string, content: object) {
  const folder = await mkdtemp(join(tmpdir(), 'settings-'));
  const file = join(folder, name);
  await writeFile(file, JSON.stringify(content));
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

function keyVariable(id: string): string {
  return `${id.toUpperCase().replaceAll('-', '_')}_KEY`;
}
