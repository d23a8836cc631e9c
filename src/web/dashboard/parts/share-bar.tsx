import type { ProviderId } from '../live/api-types.ts';
import { ownColour } from './provider-name.tsx';

/** How large something is against the largest, for the eye: the number stands beside it. */
export function ShareBar({ share, provider }: { share: number; provider?: ProviderId }) {
  return (
    <span
      className="share-bar"
      style={provider === undefined ? undefined : ownColour(provider)}
      aria-hidden="true"
    >
      <span style={{ inlineSize: `${Math.max(share * 100, share > 0 ? 1 : 0)}%` }} />
    </span>
  );
}
