import type { ApiClient, Snapshot } from '../live/api-client.ts';
import { useNow } from '../live/use-now.ts';
import { useReader } from '../words/reader.tsx';
import { AccessPanel } from './access/access-panel.tsx';
import { AccountHead } from './account-head.tsx';
import { AlertsPanel } from './alerts-panel.tsx';
import { BudgetsPanel } from './budgets-panel.tsx';
import { DatesPanel } from './period/dates-panel.tsx';
import { QuotasPanel } from './quotas-panel.tsx';
import { GroupsPanel, ModelsPanel, UsersPanel } from './ranking-panels.tsx';
import { ReliabilityPanel } from './reliability-panel.tsx';
import { FeedPanel } from './requests/feed-panel.tsx';
import { TotalsPanel } from './totals-panel.tsx';
import { UsagePanel } from './usage/usage-panel.tsx';

interface NumbersProps {
  client: ApiClient;
  snapshot: Snapshot;
  /** The last try failed: the numbers are those of before. */
  stale: boolean;
}

/** Everything that is known of the period. */
export function Numbers({ client, snapshot, stale }: NumbersProps) {
  const { say } = useReader();
  const now = useNow(snapshot);
  const { report } = snapshot;
  const parts = { client, snapshot, now, stale };
  return (
    <>
      {report.generatedHistory && <p className="banner">{say('generated-history')}</p>}
      {report.replica && report.replica !== 'used' && (
        <p className="banner">{say(`replica-${report.replica}`)}</p>
      )}
      <div className="grid">{report.person ? <OfAccount {...parts} /> : <OfAll {...parts} />}</div>
    </>
  );
}

type Parts = NumbersProps & { now: Date };

function OfAll({ client, snapshot, now, stale }: Parts) {
  const { report, alerts, loadedAt } = snapshot;
  return (
    <>
      <AlertsPanel alerts={alerts} asOf={new Date(report.generatedAt)} stale={stale} now={now} />
      <TotalsPanel report={report} />
      <div className="columns">
        <div className="column">
          <UsagePanel report={report} />
          <ModelsPanel models={report.models} />
          <UsersPanel users={report.users} />
          <GroupsPanel groups={report.groups} />
          <FeedPanel client={client} snapshot={snapshot} now={now} />
          <DatesPanel client={client} snapshot={snapshot} now={now} />
        </div>
        <div className="column">
          <QuotasPanel providers={report.providers} now={now} />
          <BudgetsPanel budgets={report.budgets} now={now} />
          <ReliabilityPanel report={report} />
          <AccessPanel client={client} moment={loadedAt} now={now} />
        </div>
      </div>
    </>
  );
}

/** What is kept of a person or a group: neither models nor failures by reason are. */
function OfAccount({ client, snapshot, now }: Parts) {
  const { report } = snapshot;
  const { userId: id = 0, name = null } = report.person ?? {};
  return (
    <>
      <AccountHead account={{ id, name }} />
      <TotalsPanel report={report} />
      <UsagePanel report={report} />
      <FeedPanel client={client} snapshot={snapshot} now={now} />
      <DatesPanel client={client} snapshot={snapshot} now={now} />
    </>
  );
}
