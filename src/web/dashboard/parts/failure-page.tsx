import type { FailureKind } from '../live/api-error.ts';
import { kebab } from '../words/kebab.ts';
import { Say, useReader } from '../words/reader.tsx';

/** What is shown instead of numbers when there are none. */
export function FailurePage({ failure, onRetry }: { failure: FailureKind; onRetry: () => void }) {
  const { say } = useReader();
  const kind = kebab(failure);
  const helps = failure !== 'signed_out' && failure !== 'not_admin';
  return (
    <main className="failure" data-failure={failure}>
      <div role="alert">
        <h1>{say(`failure-${kind}-title`)}</h1>
        <p>
          <Say id={`failure-${kind}-text`} command={<code dir="ltr">/dashboard</code>} />
        </p>
      </div>
      {helps && (
        <button type="button" className="primary" onClick={onRetry}>
          {say('page-retry')}
        </button>
      )}
    </main>
  );
}
