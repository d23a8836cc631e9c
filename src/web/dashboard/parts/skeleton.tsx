import { useReader } from '../words/reader.tsx';

const ABOVE = ['alerts', 'totals'];
const COLUMNS = [
  ['chart', 'models', 'users', 'feed'],
  ['quotas', 'reliability'],
];

/** The places that the numbers will take, so that nothing moves when they come. */
export function Skeleton() {
  const { words } = useReader();
  return (
    <div className="grid" aria-busy="true">
      <output className="hidden">{words.loading}</output>
      {ABOVE.map(place)}
      <div className="columns">
        {COLUMNS.map((areas) => (
          <div key={areas[0]} className="column">
            {areas.map(place)}
          </div>
        ))}
      </div>
    </div>
  );
}

function place(area: string) {
  return <div key={area} className={`panel skeleton skeleton-${area} area-${area}`} aria-hidden="true" />;
}
