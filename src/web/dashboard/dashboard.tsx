import { useLayoutEffect, useMemo, useState } from 'react';
import type { FormatStyle } from '../../localization/formats/format-style.ts';
import { nameDocument } from './first-view.ts';
import type { ApiClient, Snapshot } from './live/api-client.ts';
import { useLiveSnapshot, type FirstLoad, type Live } from './live/use-live-snapshot.ts';
import { colourProviders } from './live/provider-colours.ts';
import { useView } from './live/use-view.ts';
import { viewQuery, type View } from './live/view.ts';
import { FailurePage } from './parts/failure-page.tsx';
import { Freshness } from './parts/freshness.tsx';
import { IndicatorLine } from './parts/indicator-line.tsx';
import { Numbers } from './parts/numbers.tsx';
import { PeriodSwitch } from './parts/period/period-switch.tsx';
import { Providers } from './parts/provider-name.tsx';
import { PlaceContext } from './parts/view-link.tsx';
import { ReaderProvider, useReader } from './words/reader.tsx';

export interface DashboardProps {
  client: ApiClient;
  /** How to write until the server says what the admin chose. */
  guessedStyle: FormatStyle;
  first: FirstLoad;
}

export function Dashboard({ client, guessedStyle, first }: DashboardProps) {
  const [view, go] = useView();
  const place = useMemo(() => ({ view, go }), [view, go]);
  const live = useLiveSnapshot(client, view, first);
  const [style, setStyle] = useState<FormatStyle>(live.snapshot?.viewer ?? guessedStyle);
  const viewer = live.snapshot?.viewer;
  if (viewer && viewer !== style) setStyle(viewer);
  return (
    <ReaderProvider style={style}>
      <PlaceContext value={place}>
        <Page client={client} live={live} view={view} />
      </PlaceContext>
    </ReaderProvider>
  );
}

interface PageProps {
  client: ApiClient;
  live: Live;
  view: View;
}

function Page({ client, live, view }: PageProps) {
  const { say, style } = useReader();
  useLayoutEffect(() => nameDocument(style.locale, say('page-title')), [style.locale, say]);
  const { snapshot, failure, refresh } = live;
  const providers = snapshot?.report.providers;
  useLayoutEffect(() => colourProviders(providers ?? []), [providers]);
  const isOver = failure === 'signed_out' || failure === 'not_admin';
  if (isOver || !snapshot) return <FailurePage failure={failure ?? 'failed'} onRetry={refresh} />;
  const isOther = viewQuery(snapshot.view) !== viewQuery(view);
  return (
    <Providers value={snapshot.report.providers}>
      <button type="button" className="skip" onClick={() => document.querySelector('main')?.focus()}>
        {say('page-skip')}
      </button>
      <PageHead live={live} snapshot={snapshot} />
      <main tabIndex={-1} className={isOther ? 'waiting' : undefined} aria-busy={isOther}>
        <Numbers client={client} snapshot={snapshot} stale={failure !== null} />
      </main>
    </Providers>
  );
}

interface PageHeadProps {
  live: Live;
  snapshot: Snapshot;
}

function PageHead({ live: { failure, busy, refresh }, snapshot }: PageHeadProps) {
  const { say } = useReader();
  const { generatedAt, providers } = snapshot.report;
  return (
    <header className="top">
      <h1>{say('page-title')}</h1>
      <Freshness asOf={new Date(generatedAt)} stale={failure !== null} busy={busy} onRefresh={refresh} />
      <PeriodSwitch />
      <IndicatorLine providers={providers} />
    </header>
  );
}
