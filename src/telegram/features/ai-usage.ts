import { Composer, InlineKeyboard } from 'grammy';
import type { ReportRequest, ReportService } from '../../reports/report-service.ts';
import { renderTelegram } from '../../reports/render-telegram.ts';
import { normalizeInput } from '../../localization/normalize-input.ts';
import { answerButton } from '../answer-button.ts';
import type { BotContext } from '../context.ts';
import { editInPlace } from '../edit-in-place.ts';
import { reply, replyOptions } from '../reply.ts';

/** Beyond a year a number is no longer a number of days but somebody's id. */
const MAX_DAYS = 366;
const DEFAULT_DAYS = 30;

/** `/ai_usage`: the report for admins, with buttons that change it in place. */
export function aiUsage(reports: ReportService, miniAppUrl: string | null): Composer<BotContext> {
  const composer = new Composer<BotContext>();
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
    const html = await renderFor(ctx, reports, request);
    const keyboard = reportKeyboard(ctx, request, ctx.chat?.type === 'private' ? miniAppUrl : null);
    await ctx.reply(html, { ...replyOptions(ctx), parse_mode: 'HTML', reply_markup: keyboard });
  });
  composer.callbackQuery(/^report:([1-9]\d{0,2})(?::([1-9]\d{0,15}))?$/, async (ctx) => {
    if (!ctx.isAdmin) {
      await answerButton(ctx, ctx.translate('toast-admins-only'));
      return;
    }
    const [, days, userId] = ctx.match;
    const request: ReportRequest = { days: Number(days), userId: userId ? BigInt(userId) : undefined };
    const html = await renderFor(ctx, reports, request);
    const keyboard = reportKeyboard(ctx, request, ctx.chat?.type === 'private' ? miniAppUrl : null);
    const changed = await editInPlace(ctx, html, { parse_mode: 'HTML', reply_markup: keyboard });
    await answerButton(ctx, ctx.translate(changed ? 'toast-updated' : 'toast-unchanged'));
  });
  return composer;
}

/** `''`, a number of days or a user id, in any digits; `null` for anything else. */
export function parseReportRequest(text: string): ReportRequest | null {
  const argument = normalizeInput(text);
  if (argument === '') return { days: DEFAULT_DAYS };
  if (!/^[1-9]\d{0,15}$/.test(argument)) return null;
  const number = Number(argument);
  return number <= MAX_DAYS ? { days: number } : { days: DEFAULT_DAYS, userId: BigInt(number) };
}

export function reportKeyboard(
  ctx: Pick<BotContext, 'translate'>,
  { days, userId }: ReportRequest,
  /** `null` where the dashboard cannot be opened: Telegram opens Mini Apps from private chats only. */
  miniAppUrl: string | null,
): InlineKeyboard {
  const of = userId === undefined ? '' : `:${userId}`;
  const data = (period: number) => `report:${period}${of}`;
  const file = (kind: string) => `${kind}:${days}${of}`;
  const keyboard = new InlineKeyboard()
    .text(ctx.translate('button-today'), data(1))
    .text(ctx.translate('button-days-7'), data(7))
    .text(ctx.translate('button-days-30'), data(30))
    .row()
    .text(ctx.translate('button-refresh'), data(days))
    .text(ctx.translate('button-chart'), file('chart'))
    .row()
    .text(ctx.translate('button-csv'), file('csv'))
    .text(ctx.translate('button-json'), file('json'));
  if (miniAppUrl !== null) keyboard.row().webApp(ctx.translate('button-dashboard'), miniAppUrl);
  return keyboard;
}

async function renderFor(ctx: BotContext, reports: ReportService, request: ReportRequest): Promise<string> {
  const report = await reports.report(request);
  return renderTelegram(report, { translate: ctx.translate, style: ctx.style, now: report.generatedAt });
}
