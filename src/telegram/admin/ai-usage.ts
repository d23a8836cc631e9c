import { Composer } from 'grammy';
import type { ReportRequest, ReportService } from '../../reports/model/report-service.ts';
import { renderTelegram } from '../../reports/render-telegram.ts';
import { normalizeInput, normalizeWords } from '../../localization/normalize-input.ts';
import { withoutNumberWords } from '../../localization/number-words.ts';
import { readAccountId, readUsername } from '../../localization/read-account-id.ts';
import { answerPress } from '../messages/answer-press.ts';
import { COMMAND_EXAMPLES } from '../messages/command-examples.ts';
import type { BotContext } from '../messages/context.ts';
import { withView } from '../people/languages.ts';
import { onlyAdmins } from './only-admins.ts';
import { reply } from '../messages/reply.ts';
import { reportPlace, sendReport } from './report-place.ts';
import { withoutCourtesy } from './settings/setting-answers.ts';
import { choosePersianStyle, isPersianStyleOffered, type StyleSettings } from './persian-style.ts';
import { editReportMessage, sendReportMessage, type ReportMessage } from './report-message.ts';
import { readReportData, REPORT_DATA, reportKeyboard, STYLE_DATA } from './report-keyboard.ts';

/** Beyond a year a number is no longer a number of days but an id; those of groups and channels are negative. */
const MAX_DAYS = 366;
const DEFAULT_DAYS = 30;

export interface AiUsageOptions {
  reports: ReportService;
  miniAppUrl: string | null;
  styles: StyleSettings;
  /** The chat of `ADMIN_CHAT_ID`, where a report may be shown to all. */
  reportChatId: number | null;
  /** The accounts that go by a username, whoever was seen last first. */
  accountsNamed(username: string): Promise<readonly bigint[]>;
}

/** `/ai_usage`: the report for admins, in private or in their chat, with buttons that change it in place. */
export function aiUsage(options: AiUsageOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('ai_usage', async (ctx) => {
    if (!ctx.isAdmin) {
      await reply(ctx, 'error-admin-only');
      return;
    }
    const request = parseReportRequest(ctx.match) ?? (await requestByName(ctx.match, options));
    if (!request) {
      await reply(ctx, 'error-ai-usage-argument', COMMAND_EXAMPLES);
      return;
    }
    await ctx.replyWithChatAction('typing').catch(() => undefined);
    await sendAnew(ctx, request, options);
  });
  composer.callbackQuery(
    REPORT_DATA,
    onlyAdmins((ctx) => renew(ctx, readReportData(ctx.match).request, options)),
  );
  composer.callbackQuery(
    STYLE_DATA,
    onlyAdmins(async (ctx) => {
      const view = await choosePersianStyle(options.styles, ctx.personId, ctx.now);
      Object.assign(ctx, withView(ctx, view));
      await renew(ctx, readReportData(ctx.match).request, options);
    }),
  );
  return composer;
}

async function requestByName(text: string, options: AiUsageOptions): Promise<ReportRequest | null> {
  const username = readUsername(normalizeInput(text));
  const [userId] = username ? await options.accountsNamed(username) : [];
  return userId === undefined ? null : { days: DEFAULT_DAYS, userId };
}

async function messageFor(
  ctx: BotContext,
  request: ReportRequest,
  { reports, miniAppUrl, styles }: AiUsageOptions,
  chatId = ctx.chat?.id ?? 0,
): Promise<ReportMessage> {
  const report = await reports.report(request);
  const { translate, reportStyle: style } = ctx;
  return {
    parts: renderTelegram(report, { translate, style, now: report.generatedAt }),
    keyboard: reportKeyboard(ctx, request, {
      miniAppUrl: chatId > 0 ? miniAppUrl : null,
      offersPersianStyle: isPersianStyleOffered(ctx.personId, style, styles),
    }),
  };
}

async function sendAnew(ctx: BotContext, request: ReportRequest, options: AiUsageOptions): Promise<void> {
  const place = reportPlace(ctx, options.reportChatId);
  const message = await messageFor(ctx, request, options, place.chatId);
  const how = { ...place.answering, ...place.thread };
  await sendReport(ctx, place, () => sendReportMessage(ctx.api, place.chatId, message, how));
}

/** Reads the report anew for its own message. */
async function renew(ctx: BotContext, request: ReportRequest, options: AiUsageOptions): Promise<void> {
  const place = reportPlace(ctx, options.reportChatId);
  // A report that an earlier version sent to a group shows nothing new there.
  if (place.isElsewhere) return sendAnew(ctx, request, options);
  const changed = await editReportMessage(ctx, await messageFor(ctx, request, options), place.thread);
  await answerPress(ctx, ctx.translate(changed ? 'toast-updated' : 'toast-unchanged'));
}

const UNITS: readonly { words: RegExp; hours: number }[] = [
  { words: /^(?:h|hrs?|hours?|ساعته?)$/, hours: 1 },
  { words: /^(?:d|days?|daily|روزه?|روزانه)$/, hours: 24 },
  { words: /^(?:w|wks?|weeks?|weekly|هفته|هفتگی)$/, hours: 7 * 24 },
  { words: /^(?:mos?|months?|monthly|ماهه?|ماهانه|ماهیانه)$/, hours: 30 * 24 },
  { words: /^(?:y|yrs?|years?|yearly|ساله?|سالانه|سالیانه)$/, hours: 365 * 24 },
];

/**
 * `''`, a period such as `7`, `7 days` or «۲ هفته», or the id of a person, a group or a channel, in any digits; `null` for
 * anything else.
 */
export function parseReportRequest(text: string): ReportRequest | null {
  const argument = withoutNumberWords(withoutCourtesy(normalizeWords(text)).replace(/ ?[.!?؟]+$/, ''));
  if (argument === '') return { days: DEFAULT_DAYS };
  if (argument === 'today' || argument === 'امروز') return { days: 1 };
  const account = readAccountId(argument);
  if (!account) return periodIn(argument);
  const number = Number(account.id);
  if (account.isNamed || Math.abs(number) > MAX_DAYS) return { days: DEFAULT_DAYS, userId: account.id };
  // A small negative number is a slip rather than a group.
  return number > 0 ? { days: number } : null;
}

const PERIOD =
  /^(?:(?:the )?(?:last|past|this|previous)|for|این|در)? ?(?:([1-9]\d{0,2}|a|an) ?)?(\p{L}+) ?(?:گذشته|اخیر|قبل|قبلی|پیش|اخر|آخر|جاری)?$/u;

function periodIn(argument: string): ReportRequest | null {
  const match = PERIOD.exec(argument);
  const unit = UNITS.find(({ words }) => words.test(match?.[2] ?? ''));
  const days = ((Number(match?.[1]) || 1) * (unit?.hours ?? 0)) / 24;
  return Number.isInteger(days) && days > 0 && days <= MAX_DAYS ? { days } : null;
}
