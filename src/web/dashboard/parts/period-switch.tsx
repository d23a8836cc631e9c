import { PERIODS, periodAddress, type Period } from '../live/period.ts';
import { Say, useReader } from '../words/reader.tsx';

/** Links, so that a period can be opened beside another and the way back works. */
export function PeriodSwitch({ period, onSwitch }: { period: Period; onSwitch: (period: Period) => void }) {
  const { words, write } = useReader();
  return (
    <nav className="switch" aria-label={words.periods}>
      {PERIODS.map((one) => (
        <a
          key={one}
          href={periodAddress(one)}
          aria-current={one === period ? 'page' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onSwitch(one);
          }}
        >
          {one === 1 ? words.periodToday : <Say text={words.periodDays} n={write.integer(one)} />}
        </a>
      ))}
    </nav>
  );
}
