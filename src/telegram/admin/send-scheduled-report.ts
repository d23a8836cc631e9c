import { renderTelegram } from '../../reports/render-telegram.ts';
import type { Report } from '../../reports/model/report.ts';
import type { Rhythm } from '../../localization/rhythm.ts';
import { isPersianStyleOffered, type StyleSettings } from './persian-style.ts';
import { reportKeyboard } from './report-keyboard.ts';
import { sendReportMessage } from './report-message.ts';
import { tellAdmins, type AdminRecipients } from './tell-admins.ts';

export interface ScheduledReport {
  report: Report;
  rhythm: Rhythm;
  miniAppUrl: string | null;
  settings: Pick<StyleSettings, 'stored'>;
}

/**
 * Sends the scheduled report to the admins' chat, or to each admin in their own language. False when nobody got it
 * though somebody may later.
 */
export async function sendScheduledReport(
  recipients: AdminRecipients,
  { report, rhythm, miniAppUrl, settings }: ScheduledReport,
): Promise<boolean> {
  const { adminChat } = recipients;
  const isPrivate = adminChat === null || adminChat.chatId > 0;
  return tellAdmins(recipients, ({ translate, style, reportStyle }, viewer) => {
    const options = { translate, style: reportStyle, now: report.generatedAt, scheduled: rhythm };
    const parts = renderTelegram(report, options);
    const keyboard = reportKeyboard(
      { translate, style },
      { days: report.period.days },
      {
        miniAppUrl: isPrivate ? miniAppUrl : null,
        // A button in the chat of all admins would change how only the one who presses it reads.
        offersPersianStyle: viewer !== 'report_chat' && isPersianStyleOffered(viewer, style, settings),
      },
    );
    return (api, chatId, options) =>
      sendReportMessage(api, chatId, { parts, keyboard }, { ...options, disable_notification: true });
  });
}
