import type { Api } from 'grammy';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';
import { renderTelegram } from '../reports/render-telegram.ts';
import type { Report } from '../reports/report.ts';
import { reportKeyboard } from './features/ai-usage.ts';
import type { Viewer } from '../usage/runtime-settings.ts';
import type { Language } from './languages.ts';

export interface ScheduledReportOptions {
  api: Api;
  /** `null`: every admin, privately. */
  adminChat: { chatId: number; threadId: number | null } | null;
  adminIds: readonly number[];
  /** The language of a reader, with the digits and the calendar that were chosen for them. */
  languageFor: (viewer: Viewer) => Promise<Language>;
  logger: Logger;
}

/** Sends the scheduled report to the admins' chat, or to each admin in their own language. */
export async function sendScheduledReport(options: ScheduledReportOptions, report: Report): Promise<void> {
  const { api, adminChat, adminIds, languageFor, logger } = options;
  const send = async (chatId: number, language: Language, threadId?: number) => {
    const { translate, style } = language;
    const html = renderTelegram(report, { translate, style, now: report.generatedAt, scheduled: true });
    await api
      .sendMessage(chatId, html, {
        parse_mode: 'HTML',
        message_thread_id: threadId,
        disable_notification: true,
        link_preview_options: { is_disabled: true },
        reply_markup: reportKeyboard({ translate }, { days: report.period.days }),
      })
      // One admin who blocked the bot must not keep the report from the others.
      .catch((error: unknown) =>
        logger.warn({ chatId, error: describeError(error) }, 'a report was not delivered'),
      );
  };
  if (adminChat) {
    await send(adminChat.chatId, await languageFor('report_chat'), adminChat.threadId ?? undefined);
    return;
  }
  for (const adminId of adminIds) await send(adminId, await languageFor(adminId));
}
