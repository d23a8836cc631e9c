import { createContext, useContext, type CSSProperties } from 'react';
import type { ProviderId, ProviderJson } from '../live/api-types.ts';
import { providerColour } from '../live/provider-colours.ts';

/** The providers of the report, which know their names. */
export const Providers = createContext<readonly Pick<ProviderJson, 'id' | 'name'>[]>([]);

/** Names providers; one that is no longer configured by its id. */
export function useProviderName(): (id: ProviderId) => string {
  const providers = useContext(Providers);
  return (id) => providers.find((provider) => provider.id === id)?.name ?? id;
}

/** The provider's colour, as `--own`, for what is inside. */
export function ownColour(id: ProviderId): CSSProperties {
  return { '--own': providerColour(id) } as CSSProperties;
}

/** A provider's name beside its colour. */
export function ProviderName({ id }: { id: ProviderId }) {
  const nameOf = useProviderName();
  return (
    <span className="provider" style={ownColour(id)}>
      <span className="swatch" aria-hidden="true" />
      <bdi>{nameOf(id)}</bdi>
    </span>
  );
}
