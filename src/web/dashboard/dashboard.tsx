import { useLayoutEffect, useState, type ReactNode } from 'react';
import type { FormatStyle } from '../../localization/formats/format-style.ts';
import { nameDocument } from './first-view.ts';
import type { ApiClient, Snapshot } from './live/api-client.ts';
import type { Period } from './live/period.ts';
import { useLiveSnapshot, type FirstLoad, type Live } from './live/use-live-snapshot.ts';
import { colourProviders } from './live/provider-colours.ts';
import { usePeriod } from './live/use-period.ts';
import { FailurePage } from './parts/failure-page.tsx';
import { Freshness } from './parts/freshness.tsx';
import { IndicatorLine } from './parts/indicator-line.tsx';
import { Numbers } from './parts/numbers.tsx';
import { PeriodSwitch } from './parts/period-switch.tsx';
import { SaveCsv } from './parts/save-csv.tsx';
import { Providers } from './parts/provider-name.tsx';
import { ReaderProvider, useReader } from './words/reader.tsx';

export interface DashboardProps {
  client: ApiClient;
  /** How to write until the server says what the admin chose. */
  guessedStyle: FormatStyle;
  first: FirstLoad;
}

export function Dashboard({ client, guessedStyle, first }: DashboardProps) {
  const [period, go] = usePeriod();
  const live = useLiveSnapshot(client, period, first);
  const [style, setStyle] = useState<FormatStyle>(live.snapshot?.viewer ?? guessedStyle);
  const viewer = live.snapshot?.viewer;
  if (viewer && viewer !== style) setStyle(viewer);
  return (
    <ReaderProvider style={style}>
      <Page
        client={client}
        live={live}
        period={period}
        switcher={<PeriodSwitch period={period} onSwitch={go} />}
        footer={<SaveCsv client={client} period={period} />}
      />
    </ReaderProvider>
  );
}

interface PageProps {
  client: ApiClient;
  live: Live;
  period: Period;
  switcher: ReactNode;
  footer: ReactNode;
}

function Page({ client, live, period, switcher, footer }: PageProps) {
  const { say, style } = useReader();
  useLayoutEffect(() => nameDocument(style.locale, say('page-title')), [style.locale, say]);
  const { snapshot, failure, refresh } = live;
  const providers = snapshot?.report.providers;
  useLayoutEffect(() => colourProviders(providers ?? []), [providers]);
  const isOver = failure === 'signed_out' || failure === 'not_admin';
  if (isOver || !snapshot) return <FailurePage failure={failure ?? 'failed'} onRetry={refresh} />;
  const isOther = snapshot.report.period.days !== period;
  return (
    <Providers value={snapshot.report.providers}>
      <button type="button" className="skip" onClick={() => document.querySelector('main')?.focus()}>
        {say('page-skip')}
      </button>
      <PageHead live={live} snapshot={snapshot} switcher={switcher} />
      <main tabIndex={-1} className={isOther ? 'waiting' : undefined} aria-busy={isOther}>
        <Numbers snapshot={snapshot} client={client} />
        {footer}
      </main>
    </Providers>
  );
}

interface PageHeadProps {
  live: Live;
  snapshot: Snapshot;
  switcher: ReactNode;
}

function PageHead({ live: { failure, busy, refresh }, snapshot, switcher }: PageHeadProps) {
  const { say } = useReader();
  const { generatedAt, providers } = snapshot.report;
  return (
    <header className="top">
      <h1>{say('page-title')}</h1>
      <Freshness asOf={new Date(generatedAt)} stale={failure !== null} busy={busy} onRefresh={refresh} />
      {switcher}
      <IndicatorLine providers={providers} />
    </header>
  );
}
