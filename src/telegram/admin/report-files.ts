import { Composer, InputFile } from 'grammy';
import type { ReportService } from '../../reports/model/report-service.ts';
import { chartCaption } from '../../reports/chart/chart-title.ts';
import { renderChart } from '../../reports/chart/render-chart.ts';
import { renderCsv } from '../../reports/render-csv.ts';
import { renderJson } from '../../reports/render-json.ts';
import type { Report } from '../../reports/model/report.ts';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { onlyAdmins } from './only-admins.ts';
import { reportPlace, sendReport, type ReportPlace } from './report-place.ts';
import { FILE_DATA, readReportData } from './report-keyboard.ts';

export interface ReportFilesOptions {
  reports: ReportService;
  /** The chat of `ADMIN_CHAT_ID`, where a report may be shown to all. */
  reportChatId: number | null;
}

/** The buttons under a report that send it as a picture or a file. */
export function reportFiles({ reports, reportChatId }: ReportFilesOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(
    FILE_DATA,
    onlyAdmins(async (ctx) => {
      const { kind, request } = readReportData(ctx.match);
      const place = reportPlace(ctx, reportChatId);
      // Painting takes a moment; the button must not spin meanwhile, unless it is to tell where the file went.
      if (!place.isElsewhere) await answerPress(ctx);
      const report = await reports.report(request);
      await sendReport(ctx, place, () =>
        kind === 'chart'
          ? sendChart(ctx, place, report)
          : sendDocument(ctx, place, report, kind === 'csv' ? 'csv' : 'json'),
      );
    }),
  );
  return composer;
}

async function sendChart(ctx: BotContext, place: ReportPlace, report: Report): Promise<void> {
  const { translate, style } = ctx;
  const options = { translate, style, now: report.generatedAt };
  const file = new InputFile(await renderChart(report, options), `${fileName(report)}.png`);
  await ctx.api.sendPhoto(place.chatId, file, { ...place.thread, caption: chartCaption(report, options) });
}

async function sendDocument(
  ctx: BotContext,
  place: ReportPlace,
  report: Report,
  format: 'csv' | 'json',
): Promise<void> {
  // Spreadsheets take a file for UTF-8 only when it begins with this mark.
  const text = format === 'csv' ? `\uFEFF${renderCsv(report)}` : JSON.stringify(renderJson(report), null, 2);
  const file = new InputFile(Buffer.from(text), `${fileName(report)}.${format}`);
  await ctx.api.sendDocument(place.chatId, file, place.thread);
}

function fileName({ period }: Report): string {
  return `ai-usage_${period.from}_${period.to}`;
}
