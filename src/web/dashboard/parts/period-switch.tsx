import { PERIODS, periodAddress, type Period } from '../live/period.ts';
import { Say, useReader } from '../words/reader.tsx';

/** Links, so that a period can be opened beside another and the way back works. */
export function PeriodSwitch({ period, onSwitch }: { period: Period; onSwitch: (period: Period) => void }) {
  const { say } = useReader();
  return (
    <nav className="switch" aria-label={say('periods-label')}>
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
          <Say id="periods-days" days={one} />
        </a>
      ))}
    </nav>
  );
}
