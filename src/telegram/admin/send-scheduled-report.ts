import { renderTelegram } from '../../reports/render-telegram.ts';
import type { Report } from '../../reports/model/report.ts';
import { reportKeyboard } from './report-keyboard.ts';
import { tellAdmins, type AdminRecipients } from './tell-admins.ts';

/**
 * Sends the scheduled report to the admins' chat, or to each admin in their own language. False when nobody got it
 * though somebody may later.
 */
export async function sendScheduledReport(
  recipients: AdminRecipients,
  report: Report,
  miniAppUrl: string | null,
): Promise<boolean> {
  const { adminChat } = recipients;
  const isPrivate = adminChat === null || adminChat.chatId > 0;
  return tellAdmins(recipients, ({ translate, style }) => ({
    text: renderTelegram(report, { translate, style, now: report.generatedAt, scheduled: true }),
    options: {
      parse_mode: 'HTML',
      disable_notification: true,
      reply_markup: reportKeyboard(
        { translate },
        { days: report.period.days },
        isPrivate ? miniAppUrl : null,
      ),
    },
  }));
}
