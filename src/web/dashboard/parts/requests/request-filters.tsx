import type { ReactNode } from 'react';
import type { ProviderJson, RequestFilter, RequestOutcome } from '../../live/api-types.ts';
import { useReader } from '../../words/reader.tsx';

const OUTCOMES: readonly RequestOutcome[] = ['answered', 'failed', 'running'];

interface RequestFiltersProps {
  providers: readonly Pick<ProviderJson, 'id' | 'name' | 'status' | 'usage'>[];
  filter: RequestFilter;
  onChange: (filter: RequestFilter) => void;
}

/** Which requests the list shows. */
export function RequestFilters({ providers, filter, onChange }: RequestFiltersProps) {
  const { say } = useReader();
  const used = providers.filter(({ status, usage }) => status !== 'white' || usage.requests > 0);
  return (
    <div className="filters">
      <Choice
        label={say('feed-provider')}
        value={filter.provider ?? ''}
        onChange={(value) => onChange({ ...filter, provider: value || null })}
      >
        <option value="">{say('feed-all-providers')}</option>
        {used.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Choice>
      <Choice
        label={say('feed-outcome')}
        value={filter.outcome ?? ''}
        onChange={(value) => onChange({ ...filter, outcome: OUTCOMES.find((one) => one === value) ?? null })}
      >
        <option value="">{say('feed-all-outcomes')}</option>
        {OUTCOMES.map((outcome) => (
          <option key={outcome} value={outcome}>
            {say(`feed-outcome-${outcome}`)}
          </option>
        ))}
      </Choice>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {children}
    </select>
  );
}
