import type { ApiClient, Snapshot } from '../live/api-client.ts';
import { useNow } from '../live/use-now.ts';
import { Say, useReader } from '../words/reader.tsx';
import { AccessPanel } from './access/access-panel.tsx';
import { AlertsPanel } from './alerts-panel.tsx';
import { FeedPanel } from './feed-panel.tsx';
import { QuotasPanel } from './quotas-panel.tsx';
import { GroupsPanel, ModelsPanel, UsersPanel } from './ranking-panels.tsx';
import { ReliabilityPanel } from './reliability-panel.tsx';
import { TotalsPanel } from './totals-panel.tsx';
import { UsagePanel } from './usage/usage-panel.tsx';

/** Everything that is known of the period. */
export function Numbers({ snapshot, client }: { snapshot: Snapshot; client: ApiClient }) {
  const { say, write } = useReader();
  const now = useNow(snapshot);
  const { report, alerts, requests } = snapshot;
  const { from, to, days, timezone } = report.period;
  return (
    <>
      {report.generatedHistory && <p className="banner">{say('generated-history')}</p>}
      {report.replica && report.replica !== 'used' && (
        <p className="banner">{say(`replica-${report.replica}`)}</p>
      )}
      <div className="grid">
        <AlertsPanel alerts={alerts} now={now} />
        <TotalsPanel report={report} />
        <div className="columns">
          <div className="column">
            <UsagePanel report={report} />
            <ModelsPanel models={report.models} />
            <UsersPanel users={report.users} />
            <GroupsPanel groups={report.groups} />
            <FeedPanel requests={requests} now={now} />
          </div>
          <div className="column">
            <QuotasPanel providers={report.providers} now={now} />
            <ReliabilityPanel report={report} />
            <AccessPanel client={client} moment={snapshot.loadedAt} now={now} />
          </div>
        </div>
      </div>
      <p className="period notes">
        <Say id="page-period" days={days} from={write.day(from)} to={write.day(to)} zone={timezone} />
      </p>
    </>
  );
}
