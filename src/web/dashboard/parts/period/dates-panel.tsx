import { useContext, useState, type FormEvent } from 'react';
import { zoneText } from '../../../../localization/formats/zone-text.ts';
import type { ApiClient, Snapshot } from '../../live/api-client.ts';
import type { DayRange } from '../../live/view.ts';
import { Say, useReader } from '../../words/reader.tsx';
import { Panel } from '../panel.tsx';
import { PlaceContext } from '../view-link.tsx';
import { DayField } from './day-field.tsx';
import { SaveCsv } from './save-csv.tsx';

const DAY_MS = 86_400_000;
/** What the server takes for one report. */
const MOST_DAYS = 366;

interface DatesPanelProps {
  client: ApiClient;
  snapshot: Snapshot;
  now: Date;
}

/** Which days the page is about, other ones to choose, and files of what it shows. */
export function DatesPanel({ client, snapshot, now }: DatesPanelProps) {
  const { say, write, translate } = useReader();
  const { from, to, days, timezone } = snapshot.report.period;
  return (
    <Panel area="dates" title={say('dates-title')}>
      <p className="notes">
        <Say
          id="page-period"
          days={days}
          from={write.day(from)}
          to={write.day(to)}
          zone={zoneText(timezone, translate)}
        />
      </p>
      <OtherDates key={`${from}/${to}`} shown={{ from, to }} now={now} />
      <SaveCsv client={client} snapshot={snapshot} />
    </Panel>
  );
}

function OtherDates({ shown, now }: { shown: DayRange; now: Date }) {
  const { say, style } = useReader();
  const { view, go } = useContext(PlaceContext);
  const [{ from, to }, setRange] = useState(shown);
  const [first, last] = from <= to ? [from, to] : [to, from];
  const isTooLong = (Date.parse(last) - Date.parse(first)) / DAY_MS >= MOST_DAYS;
  const show = (event: FormEvent) => {
    event.preventDefault();
    if (!isTooLong) go({ ...view, range: { from: first, to: last } });
  };
  const latest = todayIn(style.timeZone, now);
  return (
    <form className="dates" onSubmit={show}>
      <DayField
        label={say('dates-from')}
        value={from}
        latest={latest}
        onChange={(day) => setRange({ from: day, to })}
      />
      <DayField
        label={say('dates-to')}
        value={to}
        latest={latest}
        onChange={(day) => setRange({ from, to: day })}
      />
      <button type="submit">{say('dates-show')}</button>
      <output className="warning">{isTooLong ? <Say id="dates-too-long" days={MOST_DAYS} /> : null}</output>
    </form>
  );
}

function todayIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
}
