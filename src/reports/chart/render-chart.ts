import { fileURLToPath } from 'node:url';
import { chartSvg } from './chart-svg.ts';
import type { RenderOptions } from '../model/render-options.ts';
import type { Report } from '../model/report.ts';

// A TrueType file: the painter draws nothing from the font's smaller web formats. The build puts it there.
const FONT = fileURLToPath(new URL('../../../dist/fonts/Vazirmatn-Regular.ttf', import.meta.url));

/** The period as a PNG: requests, tokens and cost by provider. */
export async function renderChart(report: Report, options: RenderOptions): Promise<Uint8Array> {
  // Loaded when the first chart is asked for: most processes never paint one.
  const { Resvg } = await import('@resvg/resvg-js');
  const font = { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'Vazirmatn' };
  return new Resvg(chartSvg(report, options), { font }).render().asPng();
}
