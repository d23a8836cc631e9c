import { useContext } from 'react';
import { PERIODS } from '../../live/view.ts';
import { Say, useReader } from '../../words/reader.tsx';
import { PlaceContext, ViewLink } from '../view-link.tsx';

/** The usual periods. */
export function PeriodSwitch() {
  const { say } = useReader();
  const { view } = useContext(PlaceContext);
  return (
    <nav className="switch" aria-label={say('periods-label')}>
      {PERIODS.map((days) => (
        <ViewLink
          key={days}
          to={{ ...view, days, range: null }}
          current={view.range === null && days === view.days}
        >
          <Say id="periods-days" days={days} />
        </ViewLink>
      ))}
    </nav>
  );
}
