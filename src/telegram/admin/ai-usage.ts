import { Composer } from 'grammy';
import type { ReportRequest, ReportService } from '../../reports/model/report-service.ts';
import { renderTelegram } from '../../reports/render-telegram.ts';
import { normalizeInput } from '../../localization/normalize-input.ts';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { editInPlace } from '../messages/edit-in-place.ts';
import { onlyAdmins } from './only-admins.ts';
import { reply } from '../messages/reply.ts';
import { reportPlace, sendReport } from './report-place.ts';
import { readReportData, REPORT_DATA, reportKeyboard } from './report-keyboard.ts';

/** Beyond a year a number is no longer a number of days but an id; those of groups and channels are negative. */
const MAX_DAYS = 366;
const DEFAULT_DAYS = 30;

export interface AiUsageOptions {
  reports: ReportService;
  miniAppUrl: string | null;
  /** The chat of `ADMIN_CHAT_ID`, where a report may be shown to all. */
  reportChatId: number | null;
}

/** `/ai_usage`: the report for admins, in private or in their chat, with buttons that change it in place. */
export function aiUsage({ reports, miniAppUrl, reportChatId }: AiUsageOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const messageFor = async (ctx: BotContext, request: ReportRequest, chatId = ctx.chat?.id ?? 0) => {
    const report = await reports.report(request);
    const { translate, style } = ctx;
    return {
      html: renderTelegram(report, { translate, style, now: report.generatedAt }),
      options: {
        parse_mode: 'HTML' as const,
        reply_markup: reportKeyboard(ctx, request, chatId > 0 ? miniAppUrl : null),
      },
    };
  };
  const sendAnew = async (ctx: BotContext, request: ReportRequest) => {
    const place = reportPlace(ctx, reportChatId);
    const { html, options } = await messageFor(ctx, request, place.chatId);
    const message = { ...place.answering, ...place.thread, ...options };
    await sendReport(ctx, place, () => ctx.api.sendMessage(place.chatId, html, message));
  };
  composer.command('ai_usage', async (ctx) => {
    if (!ctx.isAdmin) {
      await reply(ctx, 'error-admin-only');
      return;
    }
    const request = parseReportRequest(ctx.match);
    if (!request) {
      await reply(ctx, 'error-ai-usage-argument');
      return;
    }
    await ctx.replyWithChatAction('typing').catch(() => undefined);
    await sendAnew(ctx, request);
  });
  composer.callbackQuery(
    REPORT_DATA,
    onlyAdmins(async (ctx) => {
      const { request } = readReportData(ctx.match);
      // A report that an earlier version sent to a group shows nothing new there.
      if (reportPlace(ctx, reportChatId).isElsewhere) return sendAnew(ctx, request);
      const { html, options } = await messageFor(ctx, request);
      const changed = await editInPlace(ctx, html, options);
      await answerPress(ctx, ctx.translate(changed ? 'toast-updated' : 'toast-unchanged'));
    }),
  );
  return composer;
}

/** `''`, a number of days, or the id of a person, a group or a channel, in any digits; `null` for anything else. */
export function parseReportRequest(text: string): ReportRequest | null {
  const argument = normalizeInput(text).replace(/^[−–]/, '-');
  if (argument === '') return { days: DEFAULT_DAYS };
  if (!/^-?[1-9]\d{0,15}$/.test(argument)) return null;
  const number = Number(argument);
  if (Math.abs(number) > MAX_DAYS) return { days: DEFAULT_DAYS, userId: BigInt(argument) };
  // A small negative number is a slip rather than a group.
  return number > 0 ? { days: number } : null;
}
