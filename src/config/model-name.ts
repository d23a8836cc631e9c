import { BUILT_IN_PROVIDERS, type BuiltInProvider } from './config.ts';

/** What stands before a model's name in other programs' settings: LiteLLM's provider, OpenRouter's maker, Genkit's plugin. */
const PREFIX: Readonly<Record<BuiltInProvider, RegExp>> = {
  // Groq's own models begin with `groq/`, so there only one more part tells.
  groq: /^groq\/(?=[^/]+\/)/i,
  gemini: /^(?:gemini|google|googleai)\//i,
  cerebras: /^cerebras\//i,
  cohere: /^cohere\//i,
};

/** The one name of a built-in provider's model, which Google lists as `models/gemini-…`. */
export function modelName(provider: BuiltInProvider, text: string): string {
  const name = text.replace(/^(?:.*\/)?models\//i, '').replace(PREFIX[provider], '');
  if (provider === 'groq') return name.replace(/^groq\//i, 'groq/');
  // Google's own names are lower case; `tunedModels/…` are not.
  return provider === 'gemini' && !name.includes('/') ? name.toLowerCase() : name;
}

/** `provider/model`, with the one name of the model. */
export function pricedName(text: string): string {
  const [, provider = '', model = ''] = /^([^/]+)\/(.+)$/s.exec(text) ?? [];
  const builtIn = BUILT_IN_PROVIDERS.find((id) => id === provider.toLowerCase());
  return builtIn ? `${builtIn}/${modelName(builtIn, model)}` : text;
}
