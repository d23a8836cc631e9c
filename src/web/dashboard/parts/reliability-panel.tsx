import type { ProviderJson, ReportJson } from '../live/api-types.ts';
import { nameOf } from '../words/name-of.ts';
import { Say, useReader, Value } from '../words/reader.tsx';
import { Panel } from './panel.tsx';
import { ProviderName } from './provider-name.tsx';

/** How often each provider failed, why, and how long its answers took. */
export function ReliabilityPanel({ report }: { report: ReportJson }) {
  const { say, write } = useReader();
  const shown = report.providers.filter(({ status, usage }) => status !== 'white' || usage.requests > 0);
  return (
    <Panel area="reliability" title={say('reliability-title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('reliability-provider')}</th>
            <th scope="col" className="number">
              {say('metric-requests')}
            </th>
            <th scope="col" className="number">
              {say('totals-failed')}
            </th>
            <th scope="col" className="number">
              {say('reliability-median')}
            </th>
            <th scope="col" className="number">
              <Value>{write.percent(0.95)}</Value>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((provider) => (
            <ProviderRow key={provider.id} provider={provider} />
          ))}
        </tbody>
      </table>
      <Failures failures={report.failures} />
    </Panel>
  );
}

function ProviderRow({ provider }: { provider: ProviderJson }) {
  const { write } = useReader();
  const { usage, latency } = provider;
  return (
    <tr>
      <th scope="row">
        <ProviderName id={provider.id} />
      </th>
      <td className="number">
        <Value>{write.integer(usage.requests)}</Value>
      </td>
      <td className="number">
        <Value>{write.integer(usage.failed)}</Value>
      </td>
      <Seconds ms={latency?.medianMs ?? null} />
      <Seconds ms={latency?.p95Ms ?? null} />
    </tr>
  );
}

function Seconds({ ms }: { ms: number | null }) {
  const { write } = useReader();
  if (ms === null) return <td className="number">–</td>;
  return (
    <td className="number">
      <Say id="reliability-seconds" seconds={write.seconds(ms)} />
    </td>
  );
}

function Failures({ failures }: { failures: ReportJson['failures'] }) {
  const reader = useReader();
  const { say, write } = reader;
  if (failures.length === 0) return <p className="calm">{say('reliability-no-failures')}</p>;
  return (
    <>
      <h3>{say('reliability-reasons')}</h3>
      <ul className="failures">
        {failures.map(({ status, requests }) => (
          <li key={status}>
            <span>{nameOf('status', status, reader)}</span>
            <strong>
              <Value>{write.integer(requests)}</Value>
            </strong>
          </li>
        ))}
      </ul>
    </>
  );
}
