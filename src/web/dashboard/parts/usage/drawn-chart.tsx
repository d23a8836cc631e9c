import { useLayoutEffect, useState } from 'react';
import { drawChart } from '../../chart/draw-chart.ts';
import type { UsageRows } from '../../live/day-rows.ts';
import { useReader } from '../../words/reader.tsx';
import { useWidth } from '../../live/use-width.ts';

/** The chart that only looks: until the code of the one that answers to fingers and keys is there. */
export function DrawnChart({ rows, providers, metric }: UsageRows) {
  const reader = useReader();
  const [figure, setFigure] = useState<HTMLElement | null>(null);
  const width = useWidth(figure);
  useLayoutEffect(() => {
    if (width > 0) figure?.replaceChildren(drawChart({ rows, providers, metric }, width, reader));
  }, [figure, width, rows, providers, metric, reader]);
  return <figure className="chart" dir="ltr" ref={setFigure} />;
}
