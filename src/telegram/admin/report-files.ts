import { Composer, InputFile } from 'grammy';
import type { ReportService } from '../../reports/model/report-service.ts';
import { renderChart } from '../../reports/chart/render-chart.ts';
import { renderCsv } from '../../reports/render-csv.ts';
import { renderJson } from '../../reports/render-json.ts';
import type { Report } from '../../reports/model/report.ts';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { onlyAdmins } from './only-admins.ts';
import { FILE_DATA, readReportData } from './report-keyboard.ts';

/** The buttons under a report that send it as a picture or a file. */
export function reportFiles(reports: ReportService): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(
    FILE_DATA,
    onlyAdmins(async (ctx) => {
      const { kind, request } = readReportData(ctx.match);
      // Painting takes a moment; the button must not spin meanwhile.
      await answerPress(ctx);
      const report = await reports.report(request);
      if (kind === 'chart') await sendChart(ctx, report);
      else await sendDocument(ctx, report, kind === 'csv' ? 'csv' : 'json');
    }),
  );
  return composer;
}

async function sendChart(ctx: BotContext, report: Report): Promise<void> {
  const { translate, style } = ctx;
  const png = await renderChart(report, { translate, style, now: report.generatedAt });
  await ctx.replyWithPhoto(new InputFile(png, `${fileName(report)}.png`));
}

async function sendDocument(ctx: BotContext, report: Report, format: 'csv' | 'json'): Promise<void> {
  // Spreadsheets take a file for UTF-8 only when it begins with this mark.
  const text = format === 'csv' ? `\uFEFF${renderCsv(report)}` : JSON.stringify(renderJson(report), null, 2);
  await ctx.replyWithDocument(new InputFile(Buffer.from(text), `${fileName(report)}.${format}`));
}

function fileName({ period }: Report): string {
  return `ai-usage_${period.from}_${period.to}`;
}
