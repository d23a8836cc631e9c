import { Composer } from 'grammy';
import type { ReportRequest, ReportService } from '../../reports/model/report-service.ts';
import { renderTelegram } from '../../reports/render-telegram.ts';
import { normalizeInput } from '../../localization/normalize-input.ts';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { editInPlace } from '../messages/edit-in-place.ts';
import { onlyAdmins } from './only-admins.ts';
import { reply, replyOptions } from '../messages/reply.ts';
import { readReportData, REPORT_DATA, reportKeyboard } from './report-keyboard.ts';

/** Beyond a year a number is no longer a number of days but an id; those of groups and channels are negative. */
const MAX_DAYS = 366;
const DEFAULT_DAYS = 30;

/** `/ai_usage`: the report for admins, with buttons that change it in place. */
export function aiUsage(reports: ReportService, miniAppUrl: string | null): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const messageFor = async (ctx: BotContext, request: ReportRequest) => {
    const report = await reports.report(request);
    const { translate, style } = ctx;
    return {
      html: renderTelegram(report, { translate, style, now: report.generatedAt }),
      options: {
        parse_mode: 'HTML' as const,
        reply_markup: reportKeyboard(ctx, request, ctx.chat?.type === 'private' ? miniAppUrl : null),
      },
    };
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
    const { html, options } = await messageFor(ctx, request);
    await ctx.reply(html, { ...replyOptions(ctx), ...options });
  });
  composer.callbackQuery(
    REPORT_DATA,
    onlyAdmins(async (ctx) => {
      const { html, options } = await messageFor(ctx, readReportData(ctx.match).request);
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
