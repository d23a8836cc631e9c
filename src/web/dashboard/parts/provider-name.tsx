import type { ProviderId } from '../live/api-types.ts';

const NAMES: Readonly<Record<ProviderId, string>> = {
  groq: 'Groq',
  gemini: 'Gemini',
  cerebras: 'Cerebras',
  cohere: 'Cohere',
};

export function providerName(id: ProviderId): string {
  return NAMES[id];
}

/** A provider's name beside its colour. */
export function ProviderName({ id }: { id: ProviderId }) {
  return (
    <span className="provider" data-provider={id}>
      <span className="swatch" aria-hidden="true" />
      <bdi>{NAMES[id]}</bdi>
    </span>
  );
}
