import { Say, useReader } from '../words/reader.tsx';

interface FreshnessProps {
  asOf: Date;
  /** The last try failed: the numbers are those of before. */
  stale: boolean;
  busy: boolean;
  onRefresh: () => void;
}

/** How old the numbers are. Only trouble is spoken aloud: twice a minute would be noise. */
export function Freshness({ asOf, stale, busy, onRefresh }: FreshnessProps) {
  const { say, write } = useReader();
  const time = write.clock(asOf);
  return (
    <div className="freshness" data-stale={stale}>
      <p className="notes">
        <Say id={stale ? 'page-as-of-retrying' : 'page-as-of'} time={time} />
      </p>
      <p className="hidden" aria-live="polite">
        {stale ? <Say id="page-as-of-retrying" time={time} /> : null}
      </p>
      <button
        type="button"
        className="round"
        aria-label={say('page-refresh')}
        aria-busy={busy}
        onClick={onRefresh}
      >
        <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
          <path d="M20 12a8 8 0 1 1-2.3-5.7M20 3v4.5h-4.5" />
        </svg>
      </button>
    </div>
  );
}
