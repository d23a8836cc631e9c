import { useState, type ReactNode } from 'react';
import type { FormatStyle } from '../../localization/format-style.ts';
import type { ApiClient } from './live/api-client.ts';
import { useLiveSnapshot, type Live } from './live/use-live-snapshot.ts';
import { usePeriod } from './live/use-period.ts';
import { FailurePage } from './parts/failure-page.tsx';
import { Freshness } from './parts/freshness.tsx';
import { IndicatorLine } from './parts/indicator-line.tsx';
import { Numbers } from './parts/numbers.tsx';
import { PeriodSwitch } from './parts/period-switch.tsx';
import { Skeleton } from './parts/skeleton.tsx';
import { useDocumentLanguage } from './use-document-language.ts';
import { ReaderProvider, useReader } from './words/reader.tsx';

interface DashboardProps {
  client: ApiClient;
  /** How to write until the server says what the admin chose. */
  firstStyle: FormatStyle;
}

export function Dashboard({ client, firstStyle }: DashboardProps) {
  const [period, go] = usePeriod();
  const live = useLiveSnapshot(client, period);
  const [style, setStyle] = useState(firstStyle);
  const viewer = live.snapshot?.viewer;
  if (viewer && viewer !== style) setStyle(viewer);
  return (
    <ReaderProvider style={style}>
      <Page live={live} switcher={<PeriodSwitch period={period} onSwitch={go} />} />
    </ReaderProvider>
  );
}

function Page({ live, switcher }: { live: Live; switcher: ReactNode }) {
  const { words, style } = useReader();
  useDocumentLanguage(style.locale, words.title);
  const { snapshot, failure, busy, refresh } = live;
  const over = failure === 'signed_out' || failure === 'not_admin';
  if (failure && (over || !snapshot)) return <FailurePage failure={failure} onRetry={refresh} />;
  return (
    <>
      <button type="button" className="skip" onClick={() => document.querySelector('main')?.focus()}>
        {words.skip}
      </button>
      <header className="top">
        <h1>{words.title}</h1>
        <Freshness
          asOf={snapshot && new Date(snapshot.report.generatedAt)}
          stale={failure !== null}
          busy={busy}
          onRefresh={refresh}
        />
        {switcher}
        {snapshot ? <IndicatorLine providers={snapshot.report.providers} /> : <div className="indicator" />}
      </header>
      <main tabIndex={-1}>{snapshot ? <Numbers snapshot={snapshot} /> : <Skeleton />}</main>
    </>
  );
}
