import { Composer, InputFile } from 'grammy';
import type { ReportDetails, ReportService } from '../../reports/model/report-service.ts';
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
      if (kind === 'csv') await sendCsv(ctx, await reports.details(request));
      else if (kind === 'chart') await sendChart(ctx, await reports.report(request));
      else await sendJson(ctx, await reports.report(request));
    }),
  );
  return composer;
}

async function sendChart(ctx: BotContext, report: Report): Promise<void> {
  const { translate, style } = ctx;
  const png = await renderChart(report, { translate, style, now: report.generatedAt });
  await ctx.replyWithPhoto(new InputFile(png, `${fileName(report)}.png`));
}

async function sendCsv(ctx: BotContext, details: ReportDetails): Promise<void> {
  // Spreadsheets take a file for UTF-8 only when it begins with this mark.
  const bytes = Buffer.from(`\uFEFF${renderCsv(details)}`);
  await ctx.replyWithDocument(new InputFile(bytes, `${fileName(details)}.csv`));
}

async function sendJson(ctx: BotContext, report: Report): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(renderJson(report), null, 2));
  await ctx.replyWithDocument(new InputFile(bytes, `${fileName(report)}.json`));
}

function fileName({ period }: Pick<ReportDetails, 'period'>): string {
  return `ai-usage_${period.from}_${period.to}`;
}
