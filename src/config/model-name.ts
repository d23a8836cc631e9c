import { BUILT_IN_PROVIDERS, type BuiltInProvider } from './config.ts';

/**
 * The one name of a built-in provider's model: Google lists its models as `models/gemini-…`, and other programs are configured with the
 * provider before the model. Groq's own models begin with `groq/`, so there only one more part tells.
 */
export function modelName(provider: BuiltInProvider, text: string): string {
  const name = text.replace(/^(?:.*\/)?models\//, '');
  const own = provider === 'groq' ? /^groq\/(?=[^/]+\/)/ : new RegExp(`^${provider}/`);
  return name.replace(own, '');
}

/** `provider/model`, with the one name of the model. */
export function pricedName(text: string): string {
  const [, provider = '', model = ''] = /^([^/]+)\/(.+)$/s.exec(text) ?? [];
  const builtIn = BUILT_IN_PROVIDERS.find((id) => id === provider);
  return builtIn ? `${builtIn}/${modelName(builtIn, model)}` : text;
}
