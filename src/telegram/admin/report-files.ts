import { Composer, InputFile } from 'grammy';
import type { ReportRequest, ReportService } from '../../reports/model/report-service.ts';
import { chartCaption } from '../../reports/chart/chart-title.ts';
import { renderChart } from '../../reports/chart/render-chart.ts';
import { renderCsv, reportFileName } from '../../reports/render-csv.ts';
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
      // Read first: a report that fails is told where the button is.
      const send = await prepare(ctx, place, { reports, kind, request });
      await sendReport(ctx, place, send);
    }),
  );
  return composer;
}

interface Wanted {
  reports: ReportService;
  kind: string;
  request: ReportRequest;
}

/** What sends the file. */
async function prepare(
  ctx: BotContext,
  place: ReportPlace,
  { reports, kind, request }: Wanted,
): Promise<() => Promise<void>> {
  if (kind === 'csv') {
    const details = await reports.details(request);
    // Spreadsheets take a file for UTF-8 only when it begins with this mark.
    return () => sendDocument(ctx, place, `\uFEFF${renderCsv(details)}`, `${reportFileName(details)}.csv`);
  }
  const report = await reports.report(request);
  if (kind === 'chart') return () => sendChart(ctx, place, report);
  const json = JSON.stringify(renderJson(report), null, 2);
  return () => sendDocument(ctx, place, json, `${nameOf(report)}.json`);
}

async function sendChart(ctx: BotContext, place: ReportPlace, report: Report): Promise<void> {
  const { translate, reportStyle: style } = ctx;
  const options = { translate, style, now: report.generatedAt };
  const file = new InputFile(await renderChart(report, options), `${nameOf(report)}.png`);
  await ctx.api.sendPhoto(place.chatId, file, { ...place.thread, caption: chartCaption(report, options) });
}

async function sendDocument(ctx: BotContext, place: ReportPlace, text: string, name: string): Promise<void> {
  await ctx.api.sendDocument(place.chatId, new InputFile(Buffer.from(text), name), place.thread);
}

function nameOf({ period, person }: Report): string {
  return reportFileName({ period, userId: person?.userId ?? null });
}
