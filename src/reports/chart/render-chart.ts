import { fileURLToPath } from 'node:url';
import { chartSvg } from './chart-svg.ts';
import type { RenderOptions } from '../model/render-options.ts';
import type { Report } from '../model/report.ts';
import { projectFile } from '../../foundation/files/project-file.ts';

// The rasterizer cannot use the font's smaller web formats. The build copies this one.
const FONT = fileURLToPath(projectFile('dist/fonts/Vazirmatn-Regular.ttf'));

/** The period's requests, tokens and cost by provider, as a PNG. */
export async function renderChart(report: Report, options: RenderOptions): Promise<Uint8Array> {
  // Loaded with the first chart; most processes never draw one.
  const { Resvg } = await import('@resvg/resvg-js');
  const font = { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'Vazirmatn' };
  return new Resvg(chartSvg(report, options), { font }).render().asPng();
}
